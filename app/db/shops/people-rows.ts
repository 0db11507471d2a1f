import type { Person, StaffProfile } from "#app/domain/people/person.ts";
import type { Role } from "#app/domain/people/role-can.ts";
import type { Sql } from "#app/db/sql.ts";

/** A person with when they were last here, whether Shopify has named them, and when it was last asked to. */
export type KnownPerson = Person & { lastSeenAt: Date; isNamed: boolean; namedAt: Date };

type PersonRow = {
  name: string;
  role: Role;
  locationIds: string[];
  refundLimitMinor: string | null;
  cancelLimitMinor: string | null;
  lastSeenAt: Date;
  namedAt: Date;
};

/**
 * The shop of a domain and the person who asks, in one look-up, for a request whose token has just proven both.
 *
 * @returns undefined where the domain is not known; `person` undefined where nobody of this id has come before.
 */
export async function findPerson(
  sql: Sql,
  domain: string,
  id: string,
): Promise<{ shop: string; person: KnownPerson | undefined } | undefined> {
  const [row] = await sql.query<PersonRow & { shop: string; known: boolean }>("SELECT * FROM person_of($1, $2)", [
    domain,
    id,
  ]);
  return row && { shop: row.shop, person: row.known ? personOf(id, row) : undefined };
}

/**
 * Takes a person in. The first of a shop is its owner, and so is whoever owns the store at Shopify; everybody else
 * begins with the role that the owner has set for that. The log tells of it, once.
 */
export async function addPerson(
  sql: Sql,
  shop: string,
  id: string,
  profile: StaffProfile | undefined,
  now: Date,
): Promise<KnownPerson> {
  await lockPeople(sql, shop);
  const { name = "", email = "", isAccountOwner = false } = profile ?? {};
  // A page asks for its layout and its contents at once: the second finds what the first wrote.
  const [row] = await sql.query<PersonRow & { isAdded: boolean }>(
    `INSERT INTO people AS p (shop, id, name, email, is_account_owner, role, first_seen_at, last_seen_at, named_at)
     SELECT s.id, $2, $3, $4, $5, CASE WHEN $5 OR NOT EXISTS (SELECT 1 FROM people WHERE shop = $1 AND role = 'owner')
       THEN 'owner' ELSE s.default_role END, $6, $6, $6
     FROM shops s WHERE s.id = $1
     ON CONFLICT (shop, id) DO UPDATE SET last_seen_at = excluded.last_seen_at RETURNING ${COLUMNS}, p.xmax = 0 AS "isAdded"`,
    [shop, id, name, email, isAccountOwner, now],
  );
  const added = personOf(id, row!);
  if (row!.isAdded) await logByRule(sql, shop, added, "first_visit", now);
  return added;
}

/** A role that nobody gave: the log tells which it is, as it does of those that an owner gives. */
async function logByRule(sql: Sql, shop: string, person: KnownPerson, action: string, now: Date) {
  const { id, name, role } = person;
  await sql.query(
    `INSERT INTO action_log (shop, at, person, person_id, action, subject, details)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [shop, now, name, id, action, `person ${id}`, JSON.stringify({ role })],
  );
}

/** What Shopify says of somebody now. Who has come to own the store is an owner from then on. */
export async function saveProfile(
  sql: Sql,
  shop: string,
  known: KnownPerson,
  profile: StaffProfile | undefined,
  now: Date,
): Promise<KnownPerson> {
  const { id } = known;
  const { name = "", email = "", isAccountOwner = false } = profile ?? {};
  const [row] = await sql.query<PersonRow>(
    `UPDATE people AS p SET named_at = $7, last_seen_at = $7,
       name = CASE WHEN $3 THEN $4 ELSE name END, email = CASE WHEN $3 THEN $5 ELSE email END,
       is_account_owner = CASE WHEN $3 THEN $6 ELSE is_account_owner END, role = CASE WHEN $6 THEN 'owner' ELSE role END
     WHERE shop = $1 AND id = $2 RETURNING ${COLUMNS}`,
    [shop, id, profile !== undefined, name, email, isAccountOwner, now],
  );
  // Erased meanwhile, with the shop: who they were still holds for this one page.
  if (!row) return known;
  const person = personOf(id, row);
  if (person.role !== known.role) await logByRule(sql, shop, person, "became_owner", now);
  return person;
}

export async function saveSeen(sql: Sql, shop: string, id: string, now: Date) {
  await sql.query("UPDATE people SET last_seen_at = $3 WHERE shop = $1 AND id = $2", [shop, id, now]);
}

/** Roles of a shop are given one at a time: two owners who demote each other at once must not both succeed. */
async function lockPeople(sql: Sql, shop: string) {
  await sql.query("SELECT id FROM shops WHERE id = $1 FOR UPDATE", [shop]);
}

const COLUMNS = `p.name, p.role, p.location_ids AS "locationIds", p.refund_limit_minor AS "refundLimitMinor",
  p.cancel_limit_minor AS "cancelLimitMinor", p.last_seen_at AS "lastSeenAt", p.named_at AS "namedAt"`;

function personOf(id: string, row: PersonRow): KnownPerson {
  return {
    id,
    name: calledBy(row.name, id),
    isNamed: row.name !== "",
    role: row.role,
    locationIds: row.locationIds,
    refundLimitMinor: amountOf(row.refundLimitMinor),
    cancelLimitMinor: amountOf(row.cancelLimitMinor),
    lastSeenAt: row.lastSeenAt,
    namedAt: row.namedAt,
  };
}

/** What somebody is called: their name or, where Shopify has not said it, their number. */
export function calledBy(name: string, id: string): string {
  return name === "" ? `Staff member ${id}` : name;
}

function amountOf(minor: string | null): number | null {
  return minor === null ? null : Number(minor);
}
