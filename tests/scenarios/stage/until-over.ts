import { setTimeout as sleep } from "node:timers/promises";
import type { RealScheduler } from "#tests/sandbox/webhooks/scheduler.ts";

/** How it is seen, in real time, that nothing is under way. */
export type Standstill = {
  isQuiet: () => Promise<boolean>;
  /** How long nothing must be under way before it is taken for the end. */
  quietMs: number;
};

/** Resolves when nothing has been under way for a while; answers whether that came within the time. */
export async function untilQuiet({ isQuiet, quietMs }: Standstill, atMostMs: number): Promise<boolean> {
  const until = performance.now() + atMostMs;
  let quietSince: number | undefined;
  while (performance.now() < until) {
    quietSince = (await isQuiet()) ? (quietSince ?? performance.now()) : undefined;
    if (quietSince !== undefined && performance.now() - quietSince >= quietMs) return true;
    await sleep(200);
  }
  return false;
}

/**
 * The same, and then nothing more happens: what the world has planned for later is taken back, so that who looks at both
 * sides now looks at one moment. What happened just before that is waited for.
 */
export async function untilOver(
  standstill: Standstill & { scheduler: RealScheduler },
  atMostMs: number,
): Promise<boolean> {
  if (!(await untilQuiet(standstill, atMostMs))) return false;
  standstill.scheduler.takeBackAll();
  return (await standstill.isQuiet()) || untilQuiet(standstill, atMostMs);
}
