import { percentile } from "#tests/bench/figure.ts";

export type Timing = { perSecond: number; p99Ms: number; calls: number };

const WARM_UP_MS = 1_500;
const MEASURED_MS = 5_000;

/**
 * Calls a pure function on the cases in turn, one after the other in this one thread: first until the machine code is
 * warm, then for a few seconds that count.
 */
export function timeCalls<T>(cases: readonly T[], call: (each: T) => unknown): Timing {
  callFor(WARM_UP_MS, cases, call, []);
  const eachMs: number[] = [];
  const begunAt = performance.now();
  callFor(MEASURED_MS, cases, call, eachMs);
  const seconds = (performance.now() - begunAt) / 1000;
  return { perSecond: eachMs.length / seconds, p99Ms: percentile(eachMs, 0.99), calls: eachMs.length };
}

function callFor<T>(ms: number, cases: readonly T[], call: (each: T) => unknown, eachMs: number[]): void {
  const until = performance.now() + ms;
  for (let index = 0; performance.now() < until; index += 1) {
    const begunAt = performance.now();
    call(cases[index % cases.length]!);
    eachMs.push(performance.now() - begunAt);
  }
}
