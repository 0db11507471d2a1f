import type { Client } from "pg";
import type { World } from "#tests/sandbox/state.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import type { DeliveryLogEntry } from "#tests/sandbox/webhooks/delivery.ts";
import type { Invariant, Violation } from "./violation.ts";

/** A shop as the product's database has it. Ids are decimal texts, as PostgreSQL's bigint comes through the driver. */
export type ShopRow = { id: string; domain: string; status: string; installedAt: Date; catalogReadAt: Date | null };

/** A shop that the app works for, from both sides. */
export type AuditedShop = { row: ShopRow; truth: Shop };

/**
 * Everything an audit may look at: the product's tables, read as their owner, and the sandbox's own state and log.
 * Nothing of the product's code.
 */
export type Evidence = {
  /** Rows of one statement; bigint as text, timestamps as Date. */
  ask<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  world: World;
  /** The app's key at the sandbox: what it did bears this name in the log. */
  apiKey: string;
  /** Every attempt to deliver a webhook, as the sandbox's side of the wire saw it. */
  deliveries: readonly DeliveryLogEntry[];
  /** Shops that are installed now and that the sandbox knows. */
  shops: readonly AuditedShop[];
  /** The domain of a shop's id, for naming it in a violation. */
  domainOf(shopId: string): string;
};

/** A law that everything must obey once traffic has ended and nothing is under way any more. */
export type Law = (evidence: Evidence) => Promise<Violation[]>;

export type Sources = {
  /** A connection as the owner of the tables, who sees the rows of every shop. */
  client: Pick<Client, "query">;
  world: World;
  apiKey: string;
  deliveries: readonly DeliveryLogEntry[];
};

/** Opens the evidence: which shops there are, and how to ask for the rest. */
export async function gatherEvidence({ client, world, apiKey, deliveries }: Sources): Promise<Evidence> {
  const ask = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> => {
    const { rows } = await client.query<Row>(text, [...values]);
    return rows;
  };
  const rows = await ask<ShopRow>(
    `SELECT id, domain, status, installed_at AS "installedAt", catalog_read_at AS "catalogReadAt" FROM shops ORDER BY id`,
  );
  const domains = new Map(rows.map((row) => [row.id, row.domain]));
  const shops = rows.flatMap((row) => {
    const truth = world.shops.get(row.domain);
    return truth && row.status === "installed" ? [{ row, truth }] : [];
  });
  return { ask, world, apiKey, deliveries, shops, domainOf: (id) => domains.get(id) ?? `shop ${id}` };
}

/** What a query for offenders answers: which shop, what it is about, and what is wrong with it. */
type Offender = { shop: string; subject: string; sentence: string };

/** A law that one statement can tell: its rows are the offenders, with columns shop, subject and sentence. */
export function lawOf(invariant: Invariant, offenders: string): Law {
  return async ({ ask, domainOf }) => {
    const rows = await ask<Offender>(offenders);
    return rows.map(({ shop, subject, sentence }) => ({ invariant, shop: domainOf(shop), subject, sentence }));
  };
}
