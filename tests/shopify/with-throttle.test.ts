import { expect, test } from "vitest";
import { Throttled } from "#app/shopify/admin-errors.ts";
import { createThrottle, withThrottle } from "#app/shopify/with-throttle.ts";

function at(start: number) {
  const time = { ms: start };
  const waits: number[] = [];
  const throttle = createThrottle(
    () => new Date(time.ms),
    (ms) => {
      waits.push(ms);
      time.ms += ms;
      return Promise.resolve();
    },
  );
  return { time, waits, throttle };
}

const cost = (availablePoints: number) => ({
  requestedPoints: 10,
  availablePoints,
  maximumPoints: 2000,
  restoreRate: 100,
});

test("calls pass without waiting while the bucket is well filled", async () => {
  const { throttle, waits } = at(0);
  for (let call = 0; call < 50; call += 1) await throttle.spend("a", 10);
  expect(waits).toEqual([]);
});

test("a call waits just as long as its missing points take to come back", async () => {
  const { throttle, waits } = at(0);
  throttle.report("a", cost(200));
  await throttle.spend("a", 50);
  expect(waits).toEqual([500]);
});

test("a tenth of the bucket is left to the merchant's other calls", async () => {
  const { throttle, time } = at(0);
  throttle.report("a", cost(210));
  await throttle.spend("a", 10);
  const before = time.ms;
  await throttle.spend("a", 10);
  expect(time.ms - before).toBe(100);
});

test("a wait that would hold up other shops is refused before anything is sent", async () => {
  const { throttle } = at(0);
  throttle.report("a", cost(0));
  await expect(throttle.spend("a", 10)).rejects.toBeInstanceOf(Throttled);
});

test("one shop's empty bucket is no other shop's", async () => {
  const { throttle, waits } = at(0);
  throttle.report("a", cost(0));
  await throttle.spend("b", 10);
  expect(waits).toEqual([]);
});

test("the client is not called when the points are missing", async () => {
  const { throttle } = at(0);
  throttle.report("a", cost(0));
  let calls = 0;
  const client = withThrottle({ call: () => Promise.resolve(++calls) }, throttle);
  await expect(client.call("a", { document: "", variables: {}, requestedPoints: 10 })).rejects.toBeInstanceOf(
    Throttled,
  );
  expect(calls).toBe(0);
});

test("after a refusal more of the bucket is left to whoever else spends from it, and less again with each answer", async () => {
  const { throttle, time } = at(0);
  const waitFor = async (points: number) => {
    throttle.report("a", cost(500));
    const before = time.ms;
    await throttle.spend("a", points);
    return time.ms - before;
  };
  expect(await waitFor(10)).toBe(0);
  throttle.learn("a", true);
  throttle.learn("a", true);
  await expect(waitFor(10)).rejects.toBeInstanceOf(Throttled);
  for (let answer = 0; answer < 14; answer += 1) throttle.learn("a", false);
  expect(await waitFor(10)).toBe(0);
  for (let refusal = 0; refusal < 20; refusal += 1) throttle.learn("a", true);
  throttle.report("a", cost(2000));
  await throttle.spend("a", 1000);
});
