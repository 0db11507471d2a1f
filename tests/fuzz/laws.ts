import { certificateLaws } from "./laws/certificate-laws.ts";
import { decisionLaws } from "./laws/decision-laws.ts";
import { documentLaws } from "./laws/document-laws.ts";
import { ledgerLaws } from "./laws/ledger-laws.ts";
import { policyLaws } from "./laws/policy-laws.ts";
import { quantityLaws } from "./laws/quantity-laws.ts";
import { routingLaws } from "./laws/routing-laws.ts";
import type { Law } from "./law.ts";
import { domain, type Subject } from "./subject.ts";

/** Every law, about this domain. */
export function lawsOf(subject: Subject): readonly Law[] {
  return [
    ...quantityLaws(subject),
    ...decisionLaws(subject),
    ...ledgerLaws(subject),
    ...documentLaws(subject),
    ...routingLaws(subject),
    ...certificateLaws(subject),
    ...policyLaws(subject),
  ];
}

/** Every law, tried a little by `npm test` and for as long as one likes by `npm run fuzz`. */
export const laws = lawsOf(domain);
