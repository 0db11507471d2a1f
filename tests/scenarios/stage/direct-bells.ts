import type { Bell } from "#app/worker/bell.ts";
import type { Bells } from "#app/worker/sweep.ts";

export type DirectWork = {
  bell: Bell;
  importHistory?: (shop: string) => Promise<unknown>;
  reconcile: (shop: string) => Promise<unknown>;
};

/** Bells of a sweep without a queue: imports and comparisons are made when they ring, one shop after the other. */
export function directBells({ bell, importHistory = async () => {}, reconcile }: DirectWork): Bells {
  return { bell, historyBell: inTurn(importHistory), reconcileBell: inTurn(reconcile) };
}

function inTurn(work: (shop: string) => Promise<unknown>): Bell {
  return {
    ring: async (shops) => {
      for (const shop of shops) await work(shop);
    },
  };
}
