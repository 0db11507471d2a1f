import fc from "fast-check";
import { expect, test } from "vitest";
import { dayInZone, startOfZoneDay } from "#app/domain/basics/zone-day.ts";

test.each([
  ["2026-11-20T23:30:00Z", "Europe/Berlin", "2026-11-21"],
  ["2026-11-20T04:59:59Z", "America/New_York", "2026-11-19"],
  ["2026-11-20T12:00:00Z", "Pacific/Kiritimati", "2026-11-21"],
])("at %s it is in %s the day %s", (instant, timeZone, day) => {
  expect(dayInZone(instant, timeZone)).toBe(day);
});

test.each([
  ["2026-11-20", "Europe/Berlin", "2026-11-19T23:00:00.000Z"],
  ["2026-07-01", "Europe/Berlin", "2026-06-30T22:00:00.000Z"],
  ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z"],
  ["2026-10-25", "Europe/Berlin", "2026-10-24T22:00:00.000Z"],
  ["2026-11-20", "Asia/Kolkata", "2026-11-19T18:30:00.000Z"],
  // Clocks went from 23:59:59 to 01:00:00: midnight itself was not shown.
  ["2024-09-08", "America/Santiago", "2024-09-08T04:00:00.000Z"],
])("the day %s in %s begins at %s", (day, timeZone, instant) => {
  expect(startOfZoneDay(day, timeZone)).toBe(instant);
});

test("a day begins on that day, and the second before is the day before", () => {
  const zones = [
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Pacific/Auckland",
    "America/Santiago",
    "Africa/Cairo",
    "UTC",
  ];
  const days = fc.integer({ min: 0, max: 20_000 }).map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));
  fc.assert(
    fc.property(days, fc.constantFrom(...zones), (day, zone) => {
      const start = startOfZoneDay(day, zone);
      expect(dayInZone(start, zone)).toBe(day);
      expect(dayInZone(new Date(Date.parse(start) - 1_000).toISOString(), zone) < day).toBe(true);
    }),
  );
});
