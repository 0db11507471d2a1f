import { expect, test } from "vitest";
import { judgePolicy } from "#app/domain/routing/what-if/judge-policy.ts";
import { emptyTally, type Tally } from "#app/domain/routing/what-if/tally.ts";
import { createRandom, nextInteger } from "#tests/sandbox/state/random.ts";

const tally = (changes: Partial<Tally>): Tally => ({ ...emptyTally(), orders: 10, paidMinor: 10_000, ...changes });
const today = tally({ splitOrders: 4, laterDays: 6, waitingUnits: 2 });
const judge = (changes: Partial<Tally>, changed = 3) => judgePolicy(today, { ...today, ...changes }, changed, "EUR");

test("better is only what is better in something and worse in nothing", () => {
  expect(judge({ paidMinor: 9_000 })).toEqual({
    kind: "better",
    sentence: "Better than today's policy: 10.00 EUR less to pay, and nothing worse.",
  });
  expect(judge({ splitOrders: 5, waitingUnits: 3 })).toEqual({
    kind: "worse",
    sentence: "Worse than today's policy: 1 order more in parts and 1 unit more waiting for stock, and nothing better.",
  });
  expect(judge({}, 0).kind).toBe("same");
  expect(judge({})).toEqual({
    kind: "trade",
    sentence: "3 orders would have left from elsewhere, and it would have come to the same.",
  });
});

test("a trade of money for one thing says what one of it costs", () => {
  expect(judge({ paidMinor: 12_000, splitOrders: 0 }).sentence).toBe(
    "A trade: 4 orders fewer in parts, but 20.00 EUR more to pay: 5.00 EUR for each order that leaves in parts.",
  );
  expect(judge({ paidMinor: 9_000, laterDays: 16 }).sentence).toBe(
    "A trade: 10.00 EUR less to pay, but 10 days later in all: 1.00 EUR for each day.",
  );
  // With two things traded, or with goods that wait, no price of one of them is true.
  expect(judge({ paidMinor: 9_000, laterDays: 16, splitOrders: 5 }).sentence).not.toContain("for each");
  expect(judge({ paidMinor: 9_000, laterDays: 16, waitingUnits: 3 }).sentence).not.toContain("for each");
});

test("nothing that is worse in anything is ever called better", () => {
  const random = createRandom(20261124);
  const anything = () => ({
    paidMinor: nextInteger(random, 9_998, 10_002),
    splitOrders: nextInteger(random, 3, 5),
    laterDays: nextInteger(random, 5, 7),
    waitingUnits: nextInteger(random, 1, 3),
  });
  const kinds = new Set<string>();
  for (let round = 0; round < 1_000; round += 1) {
    const draft = tally(anything());
    const { kind } = judgePolicy(today, draft, 1, "EUR");
    kinds.add(kind);
    const signs = (["paidMinor", "splitOrders", "laterDays", "waitingUnits"] as const).map((name) =>
      Math.sign(draft[name] - today[name]),
    );
    expect(kind === "better").toBe(signs.includes(-1) && !signs.includes(1));
    expect(kind === "worse").toBe(signs.includes(1) && !signs.includes(-1));
  }
  expect(kinds).toEqual(new Set(["better", "worse", "trade"]));
});
