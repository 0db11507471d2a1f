import { expect, test } from "vitest";
import { zoned } from "./payloads/parts.ts";
import { writeJson } from "./write-json.ts";

test("an id is written to its last digit, and markup is escaped", () => {
  expect(writeJson({ id: 820982911946154509n, note: "<b>&\u2028" })).toBe(
    '{"id":820982911946154509,"note":"\\u003cb\\u003e\\u0026\\u2028"}',
  );
});

test.each([
  ["2026-11-22T12:00:00Z", "Europe/Berlin", "2026-11-22T13:00:00+01:00"],
  ["2026-07-01T22:30:05Z", "Europe/Berlin", "2026-07-02T00:30:05+02:00"],
  ["2026-11-22T02:00:00Z", "America/Denver", "2026-11-21T19:00:00-07:00"],
  ["2026-11-22T12:00:00Z", "UTC", "2026-11-22T12:00:00+00:00"],
])("%s in %s is written %s", (instant, zone, text) => {
  expect(zoned(instant, zone)).toBe(text);
  expect(Date.parse(text)).toBe(Date.parse(instant));
});
