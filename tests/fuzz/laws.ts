import { decisionLaws } from "./laws/decision-laws.ts";
import { documentLaws } from "./laws/document-laws.ts";
import { ledgerLaws } from "./laws/ledger-laws.ts";
import { routingLaws } from "./laws/routing-laws.ts";
import type { Law } from "./law.ts";

/** Every law, tried a little by `npm test` and for as long as one likes by `npm run fuzz`. */
export const laws: readonly Law[] = [...decisionLaws, ...ledgerLaws, ...documentLaws, ...routingLaws];
