import { database } from "#app/db.server.ts";
import { replayPeriod, type WhatIfNews, type WhatIfWish } from "./replay-period.ts";

/** A draft of the policy on the orders of some days of a shop: see replay-period.ts. */
export function tryPolicy(shop: string, wish: WhatIfWish, gone: AbortSignal): AsyncGenerator<WhatIfNews, void> {
  return replayPeriod(database, shop, wish, gone);
}
