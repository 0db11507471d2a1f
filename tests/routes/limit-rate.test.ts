import { expect, test } from "vitest";
import { createRateLimit } from "#app/routes/api.order-status/limit-rate.ts";

const start = new Date("2026-11-20T12:00:00.000Z");
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);

test("a bucket gives its burst at once, and then one for each span of its rate", () => {
  const limit = createRateLimit({ burst: 3, perMinute: 6 }, 10);
  expect([1, 2, 3].map(() => limit.take("a", start))).toEqual([0, 0, 0]);
  expect(limit.take("a", start)).toBe(10);
  expect(limit.take("a", after(9))).toBe(1);
  expect(limit.take("a", after(10))).toBe(0);
  expect(limit.take("a", after(10))).toBe(10);
});

test("a bucket never holds more than its burst, however long nobody asks", () => {
  const limit = createRateLimit({ burst: 2, perMinute: 60 }, 10);
  limit.take("a", start);
  expect([1, 2].map(() => limit.take("a", after(3600)))).toEqual([0, 0]);
  expect(limit.take("a", after(3600))).toBe(1);
});

test("one key does not use up another's", () => {
  const limit = createRateLimit({ burst: 1, perMinute: 1 }, 10);
  expect(limit.take("a", start)).toBe(0);
  expect(limit.take("b", start)).toBe(0);
  expect(limit.take("a", start)).toBe(60);
});

test("beyond the most keys the one used longest ago is forgotten", () => {
  const limit = createRateLimit({ burst: 1, perMinute: 1 }, 2);
  for (const key of ["a", "b"]) limit.take(key, start);
  expect(limit.take("a", after(60))).toBe(0);
  limit.take("c", after(60));
  expect(limit.take("a", after(60))).toBe(60);
  expect(limit.take("b", start)).toBe(0);
});
