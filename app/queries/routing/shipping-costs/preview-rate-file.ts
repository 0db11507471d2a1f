import { forShop } from "#app/db.server.ts";
import { compareRateCards } from "#app/domain/routing/prices/compare-rate-cards.ts";
import type { RateCard } from "#app/domain/routing/prices/rate-card.ts";
import type { FileLine, FileProblem } from "#app/domain/routing/prices/rate-file/file-problem.ts";
import { readRateFile } from "#app/domain/routing/prices/rate-file/read-rate-file.ts";

/** More than these are counted and not listed: nobody reads on, and the answer stays small. */
const CHANGES_SHOWN = 100;

/** A price that an import would add, change or remove. */
export type ShownPriceChange = {
  /** "Parcel, zone 1, from Lyon, up to 2 kg", as parts. */
  service: string;
  from: string[] | null;
  zone: string;
  upToGrams: number;
  beforeMinor: number | null;
  afterMinor: number | null;
};

export type ShownZoneChange = {
  service: string;
  zone: string;
  destinations: { before: string; after: string } | null;
  days: { before: number; after: number } | null;
};

/** What a file would change if it were saved. */
export type RatePreview = {
  /** The version that it was compared with. */
  version: number;
  cards: number;
  prices: number;
  added: number;
  changed: number;
  removed: number;
  /** The first of them: what changes, then what goes, then what comes. */
  priceChanges: ShownPriceChange[];
  zonesChanged: number;
  zoneChanges: ShownZoneChange[];
};

/** Reads a file of rates as an import would, and says what it would change, or what is wrong with it. */
export function previewRateFile(
  shop: string,
  lines: readonly FileLine[],
): Promise<{ preview: RatePreview } | { problems: FileProblem[] }> {
  return forShop(shop, async (client) => {
    const where = { shop: BigInt(shop) };
    const { currency } = await client.shop.findUniqueOrThrow({ where: { id: where.shop } });
    const rows = await client.location.findMany({ where });
    const locations = rows.map(({ id, name }) => ({ id: String(id), name }));
    const read = readRateFile(lines, { currency, locations });
    if (!read.ok) return { problems: read.problems };
    const newest = await client.rateCardVersion.findFirst({ where, orderBy: { version: "desc" } });
    const nameById = new Map(locations.map(({ id, name }) => [id, name]));
    const held = (newest?.body ?? []) as unknown as RateCard[];
    return { preview: showChanges(held, read.cards, newest?.version ?? 0, nameById) };
  });
}

function showChanges(
  held: readonly RateCard[],
  cards: readonly RateCard[],
  version: number,
  nameById: ReadonlyMap<string, string>,
): RatePreview {
  const { prices, zones } = compareRateCards(held, cards);
  const changed = prices.filter(({ beforeMinor, afterMinor }) => beforeMinor !== null && afterMinor !== null);
  const removed = prices.filter(({ afterMinor }) => afterMinor === null);
  const added = prices.filter(({ beforeMinor }) => beforeMinor === null);
  return {
    version,
    cards: cards.length,
    prices: cards.reduce((sum, card) => sum + card.zones.reduce((all, { rates }) => all + rates.length, 0), 0),
    added: added.length,
    changed: changed.length,
    removed: removed.length,
    priceChanges: [...changed, ...removed, ...added].slice(0, CHANGES_SHOWN).map(({ locationIds, ...change }) => ({
      ...change,
      from: locationIds?.map((id) => nameById.get(id) ?? "a deleted location") ?? null,
    })),
    zonesChanged: zones.length,
    zoneChanges: zones.slice(0, CHANGES_SHOWN).map(({ locationIds: _from, ...change }) => change),
  };
}
