import { checkAddress } from "./check-address.ts";
import { checkContact } from "./check-contact.ts";
import { checkCustomItems } from "./check-custom-items.ts";
import { checkDuplicate } from "./check-duplicate.ts";
import { checkHouseNumber } from "./check-house-number.ts";
import { checkPayment } from "./check-payment.ts";
import { checkRisk } from "./check-risk.ts";
import { checkUnknownVariants } from "./check-unknown-variants.ts";
import type { ProblemCheck } from "./problem-check.ts";

/**
 * All checks, the gravest first: the first problem that holds gives the hold its reason and its words at Shopify. To add
 * a check, write its file and name it here.
 */
export const CHECKS: readonly ProblemCheck[] = [
  checkRisk,
  checkPayment,
  checkAddress,
  checkHouseNumber,
  checkDuplicate,
  checkUnknownVariants,
  checkContact,
  checkCustomItems,
];
