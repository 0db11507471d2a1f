import { isRowId } from "#app/contracts/row-id.ts";
import { FINDING_KINDS, type FindingKind } from "#app/domain/history/finding.ts";
import type { FindingCursor, FindingListRequest } from "#app/queries/list-history-report.ts";

/** The kind that the page's address names, or the first of which there is anything. */
export function kindOf(
  parameters: URLSearchParams,
  found: readonly { kind: FindingKind; orders: number }[],
): FindingKind {
  const named = found.find(({ kind }) => kind === parameters.get("kind"));
  return named?.kind ?? found.find(({ orders }) => orders > 0)?.kind ?? FINDING_KINDS[0];
}

/** The place that the page's address names; what makes no sense is as if it were not there. */
export function placeOf(parameters: URLSearchParams): FindingListRequest["from"] {
  for (const side of ["after", "before"] as const) {
    const cursor = parseCursor(parameters.get(side));
    if (cursor) return { side, cursor };
  }
  return null;
}

/** The address of a kind's list, from its beginning or from a place in it. */
export function addressOf(kind: FindingKind, side?: "after" | "before", cursor?: FindingCursor): string {
  const place = side && cursor ? `&${side}=${cursor.amountMinor ?? "none"}_${cursor.orderId}` : "";
  return `/app/history?kind=${kind}${place}`;
}

function parseCursor(text: string | null): FindingCursor | null {
  const [, amount = "", orderId = ""] = /^(none|\d{1,15})_(\d+)$/.exec(text ?? "") ?? [];
  return isRowId(orderId) ? { amountMinor: amount === "none" ? null : Number(amount), orderId } : null;
}
