import { setTimeout as sleep } from "node:timers/promises";
import type { Loop } from "./run-loop.ts";

/** As many may be placed and not yet decided: enough that nobody ever waits for work, few enough to end soon. */
const MOST_OPEN = 1_500;
// Asking how many are decided costs the server something too.
const LOOK_MS = 50;

export type Placed = {
  placed: number;
  /** Within the time, of orders placed before it too. */
  decided: number;
  /** Placed and not yet decided at the end. */
  open: number;
  seconds: number;
};

/**
 * Lets buyers buy for so long, as fast as orders are decided; what is open at the end goes on being decided.
 *
 * @param openBefore orders that a run before left open: with as many open at the beginning as at the end, the work done
 * within the time is that of the orders decided in it.
 */
export async function placeFor(
  loop: Loop,
  seconds: number,
  place: (index: number) => void,
  openBefore = 0,
): Promise<Placed> {
  const decidedBefore = await loop.decided();
  const begunAt = performance.now();
  const until = begunAt + seconds * 1000;
  let decided = 0;
  let placed = 0;
  const open = () => openBefore + placed - decided;
  while (performance.now() < until) {
    for (; open() < MOST_OPEN && performance.now() < until; placed += 1) {
      place(placed);
      // Now and then the sandbox answers what it is asked.
      if (placed % 10 === 9) await sleep(0);
    }
    await sleep(LOOK_MS);
    decided = (await loop.decided()) - decidedBefore;
  }
  return { placed, decided, open: open(), seconds: (performance.now() - begunAt) / 1000 };
}
