import type pg from "pg";
import type { Evidence } from "#tests/support/audit/evidence.ts";
import { checkBalances } from "#tests/support/audit/laws/check-balances.ts";
import { checkChain } from "#tests/support/audit/laws/documents/check-chain.ts";
import { checkClaims } from "#tests/support/audit/laws/check-claims.ts";
import { checkDecisions } from "#tests/support/audit/laws/check-decisions.ts";
import { checkNumbers } from "#tests/support/audit/laws/documents/check-numbers.ts";
import { checkOversellCases } from "#tests/support/audit/laws/check-oversell-cases.ts";
import { describeViolation } from "#tests/support/audit/violation.ts";

/** The auditor's laws that the database alone must obey, whatever was said to it: no shop of a sandbox stands behind it. */
const laws = [checkBalances, checkClaims, checkOversellCases, checkDecisions, checkNumbers, checkChain];

/** What the auditor objects to, a sentence each. */
export async function auditStockAndDocuments(owner: pg.Client): Promise<string[]> {
  const evidence: Evidence = {
    ask: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await owner.query<Row>(text, [...values])).rows,
    get world(): never {
      throw new Error("These bodies come from no sandbox.");
    },
    apiKey: "",
    deliveries: [],
    shops: [],
    domainOf: (id) => `shop ${id}`,
  };
  const violations = [];
  for (const law of laws) violations.push(...(await law(evidence)));
  return violations.map(describeViolation);
}
