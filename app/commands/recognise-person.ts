import { addPerson, findPerson, saveProfile, saveSeen, type KnownPerson } from "#app/db/shops/people-rows.ts";
import type { Person, StaffProfile } from "#app/domain/people/person.ts";
import { database } from "#app/db.server.ts";
import { openShop } from "./open-shop.ts";

// "Last seen" is for people to read: to the quarter of an hour is enough, and a page then writes nothing.
const SEEN_EVERY_MS = 15 * 60_000;
// Names and owners change now and then; who could not be named is asked about again sooner.
const NAMED_EVERY_MS = 7 * 86_400_000;
const UNNAMED_EVERY_MS = 3_600_000;

/** What a token has proven: a shop, and somebody of its staff by Shopify's id. */
export type Arrival = {
  domain: string;
  scopes: string[];
  personId: string;
  /** Asks Shopify who this is; undefined where it cannot say. Asked on a first visit and then about once a week. */
  identify: () => Promise<StaffProfile | undefined>;
};

export type Recognised = { shop: string; by: Person; isShopNew: boolean };

/** Who somebody is, and what they may do. One look-up for whoever has been here before; a first visit takes them in. */
export async function recognisePerson(arrival: Arrival, now: Date): Promise<Recognised> {
  const { domain, scopes, personId } = arrival;
  const found = await findPerson(database.app, domain, personId);
  const shop = found?.shop ?? (await openShop(domain, scopes, now));
  const by = found?.person ? await greet(shop, found.person, arrival, now) : await takeIn(shop, arrival, now);
  return { shop, by, isShopNew: found === undefined };
}

async function takeIn(shop: string, { personId, identify }: Arrival, now: Date): Promise<Person> {
  const profile = await identify();
  return database.inShop(shop, (sql) => addPerson(sql, shop, personId, profile, now));
}

async function greet(shop: string, known: KnownPerson, { identify }: Arrival, now: Date): Promise<Person> {
  const askedMs = now.getTime() - known.namedAt.getTime();
  if (askedMs > (known.isNamed ? NAMED_EVERY_MS : UNNAMED_EVERY_MS)) {
    const profile = await identify();
    return database.inShop(shop, (sql) => saveProfile(sql, shop, known, profile, now));
  }
  if (now.getTime() - known.lastSeenAt.getTime() > SEEN_EVERY_MS) {
    await database.inShop(shop, (sql) => saveSeen(sql, shop, known.id, now));
  }
  return known;
}
