import { forShop, type ShopClient } from "#app/db.server.ts";
import type { Person } from "#app/domain/people/person.ts";
import { roleCan } from "#app/domain/people/role-can.ts";
import { FINDING_KINDS, type Confidence, type FindingKind } from "#app/domain/history/finding.ts";

export type KindSummary = {
  kind: FindingKind;
  orders: number;
  /** Sum of the amounts that are known, in minor units of the shop's currency; null where none is. */
  amountMinor: number | null;
  byConfidence: Record<Confidence, number>;
};

export type HistoryReport = {
  /** Orders placed since then were looked at. */
  since: string;
  orders: number;
  /** Orders about which anything was found, counted once each. */
  foundOrders: number;
  /** Of those, the ones that checks would have held. */
  heldOrders: number;
  /** In the currency of the shop. */
  currency: string;
  kinds: KindSummary[];
};

/** Kinds of findings that a person may see: negative stock is stock. */
export function kindsFor({ role }: Pick<Person, "role">): readonly FindingKind[] {
  return roleCan(role, "see_stock").allowed ? FINDING_KINDS : FINDING_KINDS.filter((kind) => kind !== "negative_stock");
}

/**
 * What Watch would have done about the last 60 days, in figures, as far as a person may see it; null until the import is
 * done, and for who may not see any of it.
 */
export async function readHistoryReport(shop: string, by: Person): Promise<HistoryReport | null> {
  if (!roleCan(by.role, "see_history").allowed) return null;
  return forShop(shop, async (client) => {
    const known = await client.historyImport.findUnique({ where: { shop: BigInt(shop) } });
    if (known?.state !== "done") return null;
    const { currency } = await client.shop.findUniqueOrThrow({
      where: { id: BigInt(shop) },
      select: { currency: true },
    });
    const [orders] = await client.$queryRaw<{ found: number; held: number }[]>`
      SELECT count(DISTINCT order_id)::int AS found,
        (count(DISTINCT order_id) FILTER (WHERE kind IN ('duplicate', 'bad_address')))::int AS held
      FROM history_findings WHERE shop = ${BigInt(shop)}`;
    const seen = await client.order.count({
      where: { shop: BigInt(shop), isImported: true, createdAt: { gte: known.fromAt } },
    });
    return {
      since: known.fromAt.toISOString(),
      orders: seen,
      foundOrders: orders!.found,
      heldOrders: orders!.held,
      currency,
      kinds: await readKinds(client, shop, kindsFor(by)),
    };
  });
}

async function readKinds(client: ShopClient, shop: string, kinds: readonly FindingKind[]): Promise<KindSummary[]> {
  type Row = { kind: FindingKind; amountMinor: bigint | null } & Record<Confidence, number>;
  const rows = await client.$queryRaw<Row[]>`
    SELECT kind, sum(amount_minor)::bigint AS "amountMinor",
      (count(*) FILTER (WHERE confidence = 'certain'))::int AS certain,
      (count(*) FILTER (WHERE confidence = 'likely'))::int AS likely,
      (count(*) FILTER (WHERE confidence = 'possible'))::int AS possible
    FROM history_findings WHERE shop = ${BigInt(shop)} GROUP BY kind`;
  const rowByKind = new Map(rows.map((row) => [row.kind, row]));
  return kinds.map((kind) => {
    const { certain = 0, likely = 0, possible = 0, amountMinor = null } = rowByKind.get(kind) ?? {};
    return {
      kind,
      orders: certain + likely + possible,
      amountMinor: amountMinor === null ? null : Number(amountMinor),
      byConfidence: { certain, likely, possible },
    };
  });
}
