import { z } from "zod";
import { parseMinor } from "#app/domain/basics/money.ts";
import type { TransactionFacts } from "#app/domain/orders/order-facts.ts";
import { moneySet, plainAmount } from "./money-set.ts";
import { anything, optionalInstant, optionalPlatformId, optionalText, platformId, textOr } from "./platform-values.ts";

const KIND_BY_WORD: Record<string, TransactionFacts["kind"]> = {
  authorization: "authorization",
  emv_authorization: "authorization",
  sale: "sale",
  capture: "capture",
  void: "void",
  refund: "refund",
  change: "change",
};

const STATUS_BY_WORD: Record<string, TransactionFacts["status"]> = {
  success: "success",
  pending: "pending",
  awaiting_response: "pending",
  failure: "failure",
  error: "error",
};

/** The platform's word for what a transaction does; a word we do not know is no movement of money we know. */
export function transactionKind(word: string): TransactionFacts["kind"] {
  return KIND_BY_WORD[word.toLowerCase()] ?? "unknown";
}

export function transactionStatus(word: string): TransactionFacts["status"] {
  return STATUS_BY_WORD[word.toLowerCase()] ?? "unknown";
}

const unsettledMoney = z.object({ currency: anything }).nullish();

/** A payment, its capture or its refund, as `order_transactions/create` and refunds carry it. */
export const transactionBody = z.object({
  id: platformId,
  kind: textOr("unknown"),
  status: textOr("unknown"),
  gateway: textOr("unknown"),
  amount: plainAmount,
  currency: optionalText,
  amount_set: moneySet.nullish(),
  total_unsettled_set: z.object({ presentment_money: unsettledMoney }).nullish(),
  created_at: optionalInstant,
  processed_at: optionalInstant,
  parent_id: optionalPlatformId,
});

/** What `order_transactions/create` carries. */
export const orderTransactionBody = transactionBody.extend({ order_id: platformId });

/**
 * The facts of a transaction. Webhooks state its amount in one currency, the transaction's own, and some do not even
 * say which; then it is the one of what surrounds it.
 *
 * @returns undefined where no currency can be told: the amount must then be read.
 */
export function toTransaction(
  body: z.output<typeof transactionBody>,
  surrounding: string | null,
): TransactionFacts | undefined {
  const facts = {
    id: body.id,
    kind: transactionKind(body.kind),
    status: transactionStatus(body.status),
    gateway: body.gateway,
    processedAt: body.processed_at ?? body.created_at,
    parentId: body.parent_id,
  };
  if (body.amount_set) return { ...facts, amount: body.amount_set };
  const currency =
    knownCurrency(body.currency) ?? knownCurrency(body.total_unsettled_set?.presentment_money?.currency) ?? surrounding;
  const amountMinor = currency === null ? undefined : parseMinor(body.amount, currency);
  if (currency === null || amountMinor === undefined) return undefined;
  return { ...facts, amount: { shopMinor: amountMinor, presentmentMinor: amountMinor }, statedIn: currency };
}

/** XXX is ISO 4217 for "no currency": Shopify writes it where nothing is unsettled. */
function knownCurrency(code: unknown): string | null {
  return typeof code === "string" && /^[A-Z]{3}$/.test(code) && code !== "XXX" ? code : null;
}
