import { createHash } from "node:crypto";
import { lockSeries, saveDocuments, saveSeries, type DocumentRecord, type SeriesState } from "#app/db/document-rows.ts";
import type { Sql } from "#app/db/sql.ts";
import type { DocumentDraft } from "#app/domain/invoicing/document.ts";
import type { Batch } from "#app/pipeline/batch.ts";
import type { DecidedOrder } from "#app/pipeline/decide-orders.ts";
import type { JudgedDocuments } from "./judge-documents.ts";
import { recordSuggestions } from "./record-suggestions.ts";

export type IssuedDocuments = { documentIds: string[]; askingOrderIds: Set<string> };

/**
 * Gives due documents their numbers and freezes them, in the transaction that decides: the series' row is locked until
 * the commit, so numbers have no gap whatever fails, and each document's hash covers the one before it.
 *
 * Only where invoicing acts. Where it suggests, the documents of an order wait for one click.
 */
export async function issueDocuments(
  sql: Sql,
  batch: Batch,
  judged: readonly JudgedDocuments[],
): Promise<IssuedDocuments> {
  const due = judged
    .filter(({ fate }) => fate === "issue")
    .flatMap(({ each }) => each.decision.documents.map((draft) => ({ draft, each })));
  const [documentIds] = await Promise.all([freeze(sql, batch, due), recordSuggestions(sql, batch, judged)]);
  const asking = judged.filter(({ fate }) => fate === "ask");
  return { documentIds, askingOrderIds: new Set(asking.map(({ each }) => each.order.id)) };
}

async function freeze(
  sql: Sql,
  batch: Batch,
  due: readonly { draft: DocumentDraft; each: DecidedOrder }[],
): Promise<string[]> {
  const { settings, id: shop } = batch.shop;
  const issueDay = dayIn(settings.timeZone, batch.now);
  const states = new Map<string, SeriesState>();
  const records: DocumentRecord[] = [];
  for (const { draft, each } of due) {
    const series = seriesOf(settings.invoiceSeriesPrefix, draft.kind, issueDay);
    const state = states.get(series) ?? (await lockSeries(sql, shop, series));
    const label = `${series}-${state.nextNumber.toString().padStart(5, "0")}`;
    const body = canonicalJson({ ...draft, number: label, issueDay, seller: settings.seller, buyer: buyerOf(each) });
    const hash = createHash("sha256").update(`${state.lastHash}\n${body}`).digest("hex");
    records.push({
      orderId: draft.orderId,
      kind: draft.kind,
      series,
      number: state.nextNumber,
      label,
      issuedAt: batch.now,
      issueDay,
      currency: draft.currency,
      totalMinor: draft.totalMinor,
      body,
      hash,
    });
    states.set(series, { nextNumber: state.nextNumber + 1n, lastHash: hash });
    const word = draft.kind === "invoice" ? "Invoice" : "Credit note";
    batch.timeline.push({
      orderId: draft.orderId,
      at: batch.now,
      kind: "effect",
      sentence: `${word} ${label} issued: ${draft.cause}`,
      details: { label, totalMinor: draft.totalMinor, currency: draft.currency },
      inboxId: null,
    });
  }
  const [ids] = await Promise.all([
    saveDocuments(sql, shop, records),
    ...[...states].map(([series, state]) => saveSeries(sql, shop, series, state)),
  ]);
  return ids;
}

/** Invoices and credit notes have a series each, and a new one each year of the seller. */
function seriesOf(prefix: string, kind: DocumentDraft["kind"], issueDay: string): string {
  return `${kind === "invoice" ? prefix : `${prefix}-CN`}-${issueDay.slice(0, 4)}`;
}

/** The calendar day (YYYY-MM-DD) at a moment in a time zone: a document's date turns at the seller's midnight. */
function dayIn(timeZone: string, at: Date): string {
  const known = dayFormatByTimeZone.get(timeZone);
  const format =
    known ?? new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  if (!known) dayFormatByTimeZone.set(timeZone, format);
  return format.format(at);
}

// Making a format costs a hundred times what using it does; there are some four hundred time zones.
const dayFormatByTimeZone = new Map<string, Intl.DateTimeFormat>();

function buyerOf({ facts }: DecidedOrder) {
  const address = facts.billingAddress ?? facts.shippingAddress;
  return {
    name: address?.name ?? facts.customer?.displayName ?? null,
    company: facts.company?.name ?? address?.company ?? null,
    address,
    email: facts.email,
  };
}

/** JSON with its keys sorted at every depth: the same document is the same text, whoever writes it. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
