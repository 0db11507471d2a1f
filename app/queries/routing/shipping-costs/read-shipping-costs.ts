import { forShop } from "#app/db.server.ts";
import { defaultTable, type DefaultTable } from "#app/domain/routing/prices/parcel-rates.ts";
import { cardKey, type RateCard } from "#app/domain/routing/prices/rate-card.ts";
import { sayZonePart } from "#app/domain/routing/prices/zone-part.ts";

/** So many versions are listed: a year of monthly price lists, twice over. */
const VERSIONS_SHOWN = 25;

export type ShownCard = {
  key: string;
  service: string;
  /** Names; null for all locations. */
  from: string[] | null;
  /** False for a card in a currency that the shop had before: it holds for nothing. */
  isInUse: boolean;
  currency: string;
  zones: { name: string; days: number; destinations: string }[];
  /** By weight, for each zone; null where the zone takes no parcel of this weight. */
  steps: { upToGrams: number; pricesMinor: (number | null)[] }[];
};

export type ShownVersion = { version: number; did: string; why: string; at: string; by: string; cards: number };

export type ShippingCostsPage = {
  version: number;
  cards: ShownCard[];
  estimates: DefaultTable;
  versions: ShownVersion[];
  locations: { id: string; name: string }[];
};

/** What sending costs this shop: the rate cards that hold, what is estimated beside them, and who changed what. */
export function readShippingCosts(shop: string): Promise<ShippingCostsPage> {
  return forShop(shop, async (client) => {
    const where = { shop: BigInt(shop) };
    const { currency } = await client.shop.findUniqueOrThrow({ where: { id: where.shop } });
    const locations = await client.location.findMany({ where, orderBy: [{ priority: "asc" }, { id: "asc" }] });
    const newest = await client.rateCardVersion.findFirst({ where, orderBy: { version: "desc" } });
    type VersionRow = Omit<ShownVersion, "at"> & { at: Date };
    const versions = await client.$queryRaw<VersionRow[]>`
      SELECT version, did, why, saved_at AS at, saved_by AS by, jsonb_array_length(body) AS cards
      FROM rate_cards WHERE shop = ${where.shop} ORDER BY version DESC LIMIT ${VERSIONS_SHOWN}`;
    const nameById = new Map(locations.map(({ id, name }) => [String(id), name]));
    const cards = (newest?.body ?? []) as unknown as RateCard[];
    return {
      version: newest?.version ?? 0,
      cards: cards.map((card) => showCard(card, nameById, currency)),
      estimates: defaultTable(currency),
      versions: versions.map((row) => ({ ...row, at: row.at.toISOString() })),
      locations: locations.filter(({ isActive }) => isActive).map(({ id, name }) => ({ id: String(id), name })),
    };
  });
}

function showCard(card: RateCard, nameById: ReadonlyMap<string, string>, currency: string): ShownCard {
  const weights = new Set(card.zones.flatMap(({ rates }) => rates.map(({ upToGrams }) => upToGrams)));
  return {
    key: cardKey(card),
    service: card.service,
    from: card.locationIds?.map((id) => nameById.get(id) ?? "a deleted location") ?? null,
    isInUse: card.currency === currency,
    currency: card.currency,
    zones: card.zones.map(({ name, days, parts }) => ({ name, days, destinations: parts.map(sayZonePart).join(", ") })),
    steps: [...weights]
      .sort((a, b) => a - b)
      .map((upToGrams) => ({
        upToGrams,
        pricesMinor: card.zones.map(
          ({ rates }) => rates.find((rate) => rate.upToGrams >= upToGrams)?.priceMinor ?? null,
        ),
      })),
  };
}
