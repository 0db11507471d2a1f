import { setImmediate as nextTurn } from "node:timers/promises";
import {
  countChoices,
  readChoices,
  readGrounds,
  type ChoiceStretch,
  type PastChoice,
} from "#app/db/decisions/choice-rows.ts";
import { loadShop } from "#app/db/shop-rows.ts";
import type { Database } from "#app/db/sql.ts";
import type { DecisionGrounds } from "#app/domain/decision-inputs.ts";
import { policyOf, type SavedPolicy } from "#app/domain/routing/prices/routing-policy.ts";
import { judgePolicy, type PolicyVerdict } from "#app/domain/routing/what-if/judge-policy.ts";
import { replayChoice, type ReplayArm, type ReplayedOrder } from "#app/domain/routing/what-if/replay-choice.ts";
import type { WorkPrices } from "#app/domain/routing/what-if/route-figures.ts";
import { countOrder, emptyTally, type Tally } from "#app/domain/routing/what-if/tally.ts";

/** An order that the draft sends another way than the policy that holds. */
export type ChangedOrder = Pick<ReplayedOrder, "today" | "draft"> & { orderId: string; name: string };

export type WhatIf = {
  currency: string;
  /** ISO 8601; `to` is not included. */
  from: string;
  to: string;
  verdict: PolicyVerdict;
  today: Tally;
  draft: Tally;
  /** Orders that today's policy sends as they were sent then: the others were decided under another. */
  asDecided: number;
  /** Orders whose prices were in another currency, which nothing is compared with. */
  leftOut: number;
  changed: ChangedOrder[];
  /** Names of all locations that are spoken of. */
  locationNames: Record<string, string>;
};

/** How far it is, then what came of it. */
export type WhatIfNews = { done: number; total: number } | { result: WhatIf };

export type WhatIfWish = { from: Date; to: Date; draft: Omit<SavedPolicy, "currency"> };

const CHOICES_A_PAGE = 250;
// About 10 ms of one core: clicks and webhooks that the process takes meanwhile wait no longer.
const CHOICES_A_TURN = 20;

/**
 * Makes the routing decisions of a stretch of time again, by the code that decides live orders, once under the policy that
 * holds and once under a draft. Each order is looked at as it was when it was last routed. Nothing is stored.
 *
 * @param gone ends it before its time: nobody listens any more
 */
export async function* replayPeriod(
  database: Database,
  shop: string,
  { from, to, draft }: WhatIfWish,
  gone: AbortSignal,
): AsyncGenerator<WhatIfNews, void> {
  const { settings, total } = await database.inShop(shop, async (sql) => {
    const [known, choices] = await Promise.all([loadShop(sql, shop), countChoices(sql, shop, from, to)]);
    if (!known) throw new Error(`shop ${shop} is not in the database`);
    return { settings: known.settings, total: choices };
  });
  const currency = settings.shopCurrency;
  const course = startCourse(currency, settings.routing, { ...draft, currency });
  const groundsByHash = new Map<string, DecisionGrounds>();
  let after: ChoiceStretch["after"] = null;
  let done = 0;
  do {
    yield { done, total };
    const page: PastChoice[] = await readPage(database, shop, { from, to, after }, groundsByHash);
    for (const [at, choice] of page.entries()) {
      if (at % CHOICES_A_TURN === 0) await nextTurn();
      if (gone.aborted) return;
      takeChoice(course, choice, groundsByHash.get(choice.inputs.groundsHash)!);
    }
    done += page.length;
    after = page.length < CHOICES_A_PAGE ? null : page.at(-1)!;
  } while (after !== null);
  yield { done, total: done };
  yield { result: endCourse(course, from, to) };
}

/** A page of choices; what they stood on is read once for all that stood on it. */
async function readPage(
  database: Database,
  shop: string,
  stretch: ChoiceStretch,
  groundsByHash: Map<string, DecisionGrounds>,
): Promise<PastChoice[]> {
  return database.inShop(shop, async (sql) => {
    const page = await readChoices(sql, shop, stretch, CHOICES_A_PAGE);
    const hashes = new Set(page.map(({ inputs }) => inputs.groundsHash));
    const unread = [...hashes].filter((hash) => !groundsByHash.has(hash));
    if (unread.length > 0)
      for (const [hash, grounds] of await readGrounds(sql, shop, unread)) groundsByHash.set(hash, grounds);
    return page;
  });
}

/** A comparison under way. */
type Course = Pick<WhatIf, "currency" | "today" | "draft" | "asDecided" | "leftOut" | "changed"> & {
  arms: { today: ReplayArm; draft: ReplayArm };
  /** By the draft, which is what the merchant says now. */
  prices: WorkPrices;
  nameById: Map<string, string>;
};

function startCourse(currency: string, holding: SavedPolicy | null, draft: SavedPolicy): Course {
  const armOf = (routing: SavedPolicy | null): ReplayArm => ({ routing, shift: new Map() });
  return {
    currency,
    arms: { today: armOf(holding), draft: armOf(draft) },
    prices: policyOf({ shopCurrency: currency, routing: draft }),
    today: emptyTally(),
    draft: emptyTally(),
    asDecided: 0,
    leftOut: 0,
    changed: [],
    nameById: new Map(),
  };
}

function takeChoice(course: Course, choice: PastChoice, grounds: DecisionGrounds): void {
  if (grounds.settings.shopCurrency !== course.currency) {
    course.leftOut += 1;
    return;
  }
  const { today, draft, isChanged, isAsDecided } = replayChoice(
    { ...choice, grounds },
    course.arms.today,
    course.arms.draft,
    course.prices,
  );
  countOrder(course.today, today);
  countOrder(course.draft, draft);
  for (const { id, name } of grounds.locations) course.nameById.set(id, name);
  if (isAsDecided) course.asDecided += 1;
  if (isChanged) course.changed.push({ orderId: choice.orderId, name: choice.name, today, draft });
}

function endCourse({ arms: _arms, prices: _prices, nameById, ...course }: Course, from: Date, to: Date): WhatIf {
  const spoken = new Set([...Object.keys(course.today.byLocation), ...Object.keys(course.draft.byLocation)]);
  return {
    ...course,
    from: from.toISOString(),
    to: to.toISOString(),
    verdict: judgePolicy(course.today, course.draft, course.changed.length, course.currency),
    locationNames: Object.fromEntries([...nameById].filter(([id]) => spoken.has(id))),
  };
}
