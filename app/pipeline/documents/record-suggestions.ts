import { moveMessages, queueMessages, type OutboxRecord } from "#app/db/outbox-rows.ts";
import type { Sql } from "#app/db/sql.ts";
import type { Batch } from "#app/pipeline/batch.ts";
import { ISSUE, type JudgedDocuments } from "./judge-documents.ts";
import { OPEN_STATES } from "#app/pipeline/next-round.ts";

/**
 * Writes what became of suggestions of documents: one row that a person may approve, for all documents an order has due now.
 * One that is there already stays and follows the mode; what is no longer due is given up, and may come back in a new round.
 */
export async function recordSuggestions(sql: Sql, batch: Batch, judged: readonly JudgedDocuments[]): Promise<void> {
  const { id: shop } = batch.shop;
  const outdated = judged.flatMap((each) => each.outdated.map((row) => row.id));
  const move = (ids: string[], to: "sent" | "obsolete" | "watched", reason: string | null) =>
    moveMessages(sql, shop, batch.now, ids, OPEN_STATES, to, reason);
  const standing = (isMeant: (each: JudgedDocuments) => boolean) =>
    judged.flatMap((each) => (each.standing && isMeant(each) ? [each.standing.id] : []));
  await move(outdated, "obsolete", "No longer wished: the order has changed since.");
  await move(standing(isApproved), "sent", null);
  await move(
    standing((each) => each.fate === "issue" && !isApproved(each)),
    "obsolete",
    "Issued without being asked about: invoicing acts.",
  );
  await move(
    standing(({ fate, standing: row }) => fate === "leave" && row?.state === "suggested"),
    "watched",
    "The mode was lowered.",
  );
  await queueMessages(sql, shop, batch.now, judged.flatMap(suggestionOf));
  await askAgain(sql, batch, judged);
}

function isApproved({ fate, standing, each }: JudgedDocuments): boolean {
  return fate === "issue" && each.order.approvals.some(({ key }) => key === standing?.key);
}

function suggestionOf({ each, fate, key, round, standing }: JudgedDocuments): OutboxRecord[] {
  if (fate !== "ask" || standing !== null || key === null) return [];
  const { documentSentence } = each.decision;
  const wish = { kind: ISSUE, capability: "invoice" as const };
  return [
    {
      ...wish,
      key: `${key}#${round}`,
      orderId: each.order.id,
      payload: { ...wish, key, sentence: documentSentence } as never,
      state: "suggested",
      reason: documentSentence,
    },
  ];
}

/** What was taken back to Watch is asked about again, in the words of today. */
async function askAgain(sql: Sql, batch: Batch, judged: readonly JudgedDocuments[]): Promise<void> {
  for (const { each, fate, standing } of judged) {
    if (fate !== "ask" || standing?.state !== "watched") continue;
    const { documentSentence } = each.decision;
    await moveMessages(sql, batch.shop.id, batch.now, [standing.id], ["watched"], "suggested", documentSentence);
  }
}
