import { nextChance, nextInteger, type SeededRandom } from "#tests/sandbox/state/random.ts";

/** What may go wrong between the platform and the app. Shares are fractions of all deliveries (or answers), 0 to 1. */
export type DeliveryFaults = {
  /** Sent twice with the same webhook id, as when an acknowledgement got lost. */
  duplicatesSameId: number;
  /** Sent twice with different webhook ids, as when two subscriptions match. */
  duplicatesNewId: number;
  /** Held back for up to `disorderMs`, so that later ones overtake. */
  disorder: number;
  disorderMs: number;
  /** Every delivery waits at least so long. */
  delayMs: number;
  /** Never sent, never retried. */
  loss: number;
  /** The app did its work and said so, but the answer gets lost: the platform sends it again later. */
  lostAnswers: number;
};

export const noFaults: Readonly<DeliveryFaults> = Object.freeze({
  duplicatesSameId: 0,
  duplicatesNewId: 0,
  disorder: 0,
  disorderMs: 5_000,
  delayMs: 0,
  loss: 0,
  lostAnswers: 0,
});

export type Fate = {
  isLost: boolean;
  delayMs: number;
  isOutOfOrder: boolean;
  duplicates: ("same id" | "new id")[];
};

/** What becomes of one delivery. Draws the same number of random values whatever the switches are. */
export function drawFate(random: SeededRandom, faults: DeliveryFaults): Fate {
  const isLost = nextChance(random, faults.loss);
  const isOutOfOrder = nextChance(random, faults.disorder);
  const heldBackMs = nextInteger(random, 1, Math.max(faults.disorderMs, 1));
  const isTwin = nextChance(random, faults.duplicatesSameId);
  const isCopy = nextChance(random, faults.duplicatesNewId);
  return {
    isLost,
    isOutOfOrder,
    delayMs: faults.delayMs + (isOutOfOrder ? heldBackMs : 0),
    duplicates: [...(isTwin ? (["same id"] as const) : []), ...(isCopy ? (["new id"] as const) : [])],
  };
}
