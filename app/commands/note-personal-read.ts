import { forShop } from "#app/db.server.ts";
import type { Click } from "./click.ts";
import { logAction } from "./log-action.ts";

// A page that refreshes itself is one look at it: within a quarter of an hour the same person's look counts once.
const ONE_LOOK_MS = 15 * 60_000;

/** Logs that a person saw personal data of an order, or of a message or document that carries some. */
export function notePersonalRead(shop: string, { by, now }: Pick<Click, "by" | "now">, subject: string): Promise<void> {
  return forShop(shop, async (client) => {
    const before = await client.actionLog.findFirst({
      where: {
        shop: BigInt(shop),
        personId: BigInt(by.id),
        action: "read_personal_data",
        subject,
        at: { gt: new Date(now.getTime() - ONE_LOOK_MS) },
      },
      select: { id: true },
    });
    if (!before) await logAction(client, shop, { by, now }, { action: "read_personal_data", subject });
  });
}

/** Logs that a person took a customer's data out as a file, for a notice that they asked for it: each time anew. */
export function noteExport(
  shop: string,
  click: Pick<Click, "by" | "now">,
  noticeId: string,
  orderIds: readonly string[],
): Promise<void> {
  const details = { orderIds: [...orderIds] };
  return forShop(shop, (client) =>
    logAction(client, shop, click, { action: "export_personal_data", subject: `notice ${noticeId}`, details }),
  );
}

/**
 * Logs that a person looked for orders by what is known of a buyer. The words themselves are not kept: they may be a name
 * or an address that a redaction would never find here. The orders that were shown tell whose they were.
 */
export function noteSearch(
  shop: string,
  { by, now }: Pick<Click, "by" | "now">,
  orderIds: readonly string[],
): Promise<void> {
  return forShop(shop, async (client) => {
    const details = { orderIds: [...orderIds] };
    const last = await client.actionLog.findFirst({
      where: {
        shop: BigInt(shop),
        personId: BigInt(by.id),
        action: "search_orders",
        at: { gt: new Date(now.getTime() - ONE_LOOK_MS) },
      },
      orderBy: { id: "desc" },
      select: { details: true },
    });
    if (last && JSON.stringify(last.details) === JSON.stringify(details)) return;
    await logAction(client, shop, { by, now }, { action: "search_orders", subject: "orders", details });
  });
}
