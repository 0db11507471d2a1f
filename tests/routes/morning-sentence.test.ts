import { expect, test } from "vitest";
import type { Home } from "#app/queries/read-home.ts";
import { morningSentence } from "#app/routes/app._index/morning-sentence.ts";

const now = "2026-11-20T12:00:00.000Z";

function home(changed: Partial<Home> = {}): Home {
  return {
    needsPersonCount: 0,
    problems: [],
    suggested: [],
    suggestedCount: 0,
    stuck: [],
    stuckCount: 0,
    parked: [],
    oversold: [],
    oversoldCount: 0,
    notices: [],
    noticeCount: 0,
    lastDay: { orders: 0, byItself: 0, sent: [], documents: 0 },
    waiting: { count: 0, oldestAt: null },
    modes: [],
    hasAnyOrder: true,
    ...changed,
  };
}

const lastDay = { orders: 412, byItself: 412, sent: [], documents: 0 };

test.each([
  [home(), "Nothing needs you, nothing lost"],
  [home({ needsPersonCount: 7, lastDay }), "7 need you, 412 went by themselves in 24 hours, nothing lost"],
  [
    home({ noticeCount: 1, lastDay: { ...lastDay, byItself: 1 } }),
    "1 needs you, 1 order went by itself in 24 hours, nothing lost",
  ],
  [home({ needsPersonCount: 2, parked: [{ topic: "orders/create", count: 3 }], oversoldCount: 1 }), "6 need you"],
  [home({ waiting: { count: 1, oldestAt: "2026-11-20T11:59:30.000Z" } }), "Nothing needs you, nothing lost"],
  [
    home({ waiting: { count: 9, oldestAt: "2026-11-20T11:57:00.000Z" } }),
    "Nothing needs you, the oldest message has waited 3 min",
  ],
])("the morning's sentence counts what waits and never claims what is not so (%#)", (state, sentence) => {
  expect(morningSentence(state, now)).toBe(sentence);
});
