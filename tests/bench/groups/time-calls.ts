import { percentile } from "#tests/bench/figure.ts";

export type Timing = { perSecond: number; p99Ms: number; calls: number };

/** How long what is not measured for its own sake is measured, too. */
export const SHORTLY_MS = 1_000;

const MEASURED_MS = 5_000;
/** Of the time that counts, in which the machine code gets warm before. */
const WARM_UP_SHARE = 0.3;

/**
 * Calls a pure function on the cases in turn, one after the other in this one thread: first until the machine code is
 * warm, then for a few seconds that count.
 */
export function timeCalls<T>(
  cases: readonly T[],
  call: (each: T) => unknown,
  measuredMs: number = MEASURED_MS,
): Timing {
  callFor(measuredMs * WARM_UP_SHARE, cases, call, []);
  const eachMs: number[] = [];
  const begunAt = performance.now();
  callFor(measuredMs, cases, call, eachMs);
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
