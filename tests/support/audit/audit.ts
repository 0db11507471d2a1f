import pg from "pg";
import { gatherEvidence, type Law, type Sources } from "./evidence.ts";
import { checkAcknowledgedDeliveries } from "./laws/check-acknowledged-deliveries.ts";
import { checkBalances } from "./laws/check-balances.ts";
import { checkBorders } from "./laws/check-borders.ts";
import { checkChain } from "./laws/documents/check-chain.ts";
import { checkClaims } from "./laws/check-claims.ts";
import { checkDecidedClaims } from "./laws/check-decided-claims.ts";
import { checkDecisions } from "./laws/check-decisions.ts";
import { checkDocumentTotals } from "./laws/documents/check-document-totals.ts";
import { checkFacts } from "./laws/check-facts.ts";
import { checkFoldedMessages } from "./laws/check-folded-messages.ts";
import { checkGivenBack } from "./laws/check-given-back.ts";
import { checkHeardHints } from "./laws/check-heard-hints.ts";
import { checkLastingWishes } from "./laws/effects/check-lasting-wishes.ts";
import { checkLevelsAtShopify } from "./laws/check-levels-at-shopify.ts";
import { checkNumbers } from "./laws/documents/check-numbers.ts";
import { checkOpenShops } from "./laws/check-open-shops.ts";
import { checkOversellCases } from "./laws/check-oversell-cases.ts";
import { checkPermittedDocuments } from "./laws/documents/check-permitted-documents.ts";
import { checkPermittedEffects } from "./laws/effects/check-permitted-effects.ts";
import { checkRepeatedEffects } from "./laws/effects/check-repeated-effects.ts";
import { checkSeenLevels } from "./laws/check-seen-levels.ts";
import { checkSettled } from "./laws/check-settled.ts";
import { checkStoppedWishes } from "./laws/effects/check-stopped-wishes.ts";
import { checkWaitingOrders } from "./laws/check-waiting-orders.ts";
import type { Violation } from "./violation.ts";

/** Every law, in the order of the invariants. */
export const laws: Readonly<Record<string, Law>> = {
  checkSettled,
  checkAcknowledgedDeliveries,
  checkFoldedMessages,
  checkDecisions,
  checkSeenLevels,
  checkBalances,
  checkLevelsAtShopify,
  checkClaims,
  checkDecidedClaims,
  checkGivenBack,
  checkWaitingOrders,
  checkOversellCases,
  checkOpenShops,
  checkNumbers,
  checkChain,
  checkPermittedDocuments,
  checkDocumentTotals,
  checkRepeatedEffects,
  checkLastingWishes,
  checkStoppedWishes,
  checkPermittedEffects,
  checkFacts,
  checkHeardHints,
  checkBorders,
};

/**
 * Checks the whole state of the product against the sandbox it worked with, once traffic has ended and everything is
 * quiet. Written apart from the product: it reads PostgreSQL and the sandbox's state and log, and imports nothing of app/.
 *
 * @returns every violation found; an empty list is the proof.
 */
export async function audit(sources: Sources): Promise<Violation[]> {
  const evidence = await gatherEvidence(sources);
  const violations: Violation[] = [];
  for (const check of Object.values(laws)) violations.push(...(await check(evidence)));
  return violations;
}

/** The same over a connection of its own. */
export async function auditDatabase(databaseUrl: string, rest: Omit<Sources, "client">): Promise<Violation[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await audit({ client, ...rest });
  } finally {
    await client.end();
  }
}
