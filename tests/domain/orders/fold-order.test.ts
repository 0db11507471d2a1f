import { describe, expect, test } from "vitest";
import type { Change } from "#app/domain/orders/change.ts";
import { canonicalText } from "#app/domain/orders/compare-facts.ts";
import { foldChange } from "#app/domain/orders/fold-order.ts";
import { isPlaceholder } from "#app/domain/orders/placeholder-facts.ts";
import { ASIDES, at, event, foldAll, LIFE, permutationsOf, read, said, snapshot } from "./build-life.ts";

const whole = [{ subject: "whole_order", id: "1001" }];

describe("two bodies of the same second", () => {
  const one = said(at("12:00:05"), { tags: ["one"] });
  const other = said(at("12:00:05"), { tags: ["other"] });

  test("that contradict each other want the order read, and neither wins by coming later", () => {
    const forth = foldChange(foldAll([one]), other);
    const back = foldChange(foldAll([other]), one);
    expect(forth.wantsRead).toEqual(whole);
    expect(back.wantsRead).toEqual(whole);
    expect(forth.facts?.tags).toEqual(back.facts?.tags);
  });

  test("that say the same want nothing", () => {
    const facts = foldAll([read(at("12:00:09")), one]);
    expect(foldChange(facts, one)).toMatchObject({ changed: false, wantsRead: [] });
  });

  test("are settled by a read, whichever came before it and whatever comes after it", () => {
    const answer = read(at("12:00:08"), {
      order: snapshot(at("12:00:05"), { tags: ["read"] }),
      updatedAt: at("12:00:05"),
    });
    for (const sequence of permutationsOf([one, other, answer])) expect(foldAll(sequence).tags).toEqual(["read"]);
    expect(foldChange(foldAll([one, answer]), other)).toMatchObject({ changed: false, wantsRead: [] });
  });

  test("are not settled by a read made within that very second", () => {
    const answer = read("2026-11-20T12:00:05.200Z", {
      order: snapshot(at("12:00:05"), { tags: ["read"] }),
      updatedAt: at("12:00:05"),
    });
    expect(foldChange(foldAll([answer]), other).wantsRead).toEqual(whole);
  });

  test("differ only in what a read knows more of: that is no contradiction", () => {
    const customer = { id: "31", displayName: "Ada Lovelace", ordersCount: 7 };
    const answer = read("2026-11-20T12:00:05.200Z", {
      order: snapshot(at("12:00:05"), { tags: ["one"], customer }),
      updatedAt: at("12:00:05"),
    });
    const folded = foldChange(foldAll([answer]), one);
    expect(folded.wantsRead).not.toContainEqual(whole[0]);
    expect(folded.facts?.customer?.ordersCount).toBe(7);
  });
});

describe("a part that arrives before its order", () => {
  const parts: [string, Change][] = [
    ["a refund", LIFE[4]!],
    ["a payment", ASIDES[1]!],
    ["a parcel", LIFE[5]!],
    ["an event of a parcel", event("41", "in_transit", at("18:00:00"))],
    ["a read of its work", read(at("12:00:03"))],
  ];

  test.each(parts)("%s is kept, and the whole order is wanted", (_what, part) => {
    const folded = foldChange(null, part);
    expect(folded.wantsRead).toEqual(whole);
    expect(isPlaceholder(folded.facts!)).toBe(true);
    const complete = foldAll([part, LIFE[0]!]);
    expect(isPlaceholder(complete)).toBe(false);
    expect(canonicalText(complete)).toBe(canonicalText(foldAll([LIFE[0]!, part])));
  });

  test("is told in the timeline when it comes, and the order when that comes", () => {
    const first = foldChange(null, LIFE[4]!);
    expect(first.entries).toEqual([
      { what: "refund", sentence: "A refund was made: 1 unit cancelled.", at: at("13:30:00") },
    ]);
    expect(foldChange(first.facts, LIFE[0]!).entries.map((entry) => entry.what)).toEqual(["placed"]);
  });

  test("wants nothing when the order is deleted", () => {
    const deleted = foldAll([{ kind: "order_deleted", orderId: "1001" }]);
    expect(foldChange(deleted, LIFE[4]!).wantsRead).toEqual([]);
  });
});

test("a change that is about something else leaves the order as it is", () => {
  const known = foldAll([LIFE[0]!]);
  for (const change of [
    { kind: "app_uninstalled" },
    { kind: "ignored", reason: "no" },
    { kind: "timer", orderId: "1001", what: "later" },
  ] as const) {
    expect(foldChange(known, change)).toEqual({ facts: known, changed: false, entries: [], wantsRead: [] });
    expect(foldChange(null, change).facts).toBeNull();
  }
});
