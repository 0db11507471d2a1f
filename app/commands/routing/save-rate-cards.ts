import type { Prisma } from "@prisma/client";
import { forShop, type ShopClient } from "#app/db.server.ts";
import { count } from "#app/domain/basics/phrase.ts";
import { compareRateCards, isNoChange } from "#app/domain/routing/prices/compare-rate-cards.ts";
import { cardKey, type RateCard, type RateCards } from "#app/domain/routing/prices/rate-card.ts";
import type { FileLine, FileProblem } from "#app/domain/routing/prices/rate-file/file-problem.ts";
import { readRateFile } from "#app/domain/routing/prices/rate-file/read-rate-file.ts";
import type { Click, ClickOutcome } from "#app/commands/click.ts";
import { holdWriter } from "#app/commands/hold-writer.ts";
import { logAction } from "#app/commands/log-action.ts";
import { requireRight } from "#app/commands/require-right.ts";

/** What the person saw when they clicked, and why they did. */
export type RateCardsClick = { seenVersion: number; why: string };

/** What is wrong with a file, beside the reasons for which any click may do nothing. */
export type ImportOutcome = ClickOutcome | { problems: FileProblem[] };

/** What is to hold, and what that is called in the list of versions. */
type Wish = { cards: readonly RateCard[]; did: string };

/**
 * Puts the rate cards of a file in the place of all that held before. Nothing is saved where any line is wrong.
 *
 * @throws NotAllowed
 */
export async function importRateCards(
  shop: string,
  clicked: Click,
  lines: readonly FileLine[],
  asked: RateCardsClick,
): Promise<ImportOutcome> {
  requireRight(clicked.by, "change_settings");
  return forShop(shop, async (client) => {
    const click = await holdWriter(client, shop, clicked);
    const { currency } = await client.shop.findUniqueOrThrow({ where: { id: BigInt(shop) } });
    const locations = await client.location.findMany({ where: { shop: BigInt(shop) } });
    const setting = { currency, locations: locations.map(({ id, name }) => ({ id: String(id), name })) };
    const read = readRateFile(lines, setting);
    if (!read.ok) return { problems: read.problems };
    const { cards } = read;
    return saveVersion(client, shop, click, asked, () => ({
      cards,
      did: `Imported ${count(cards.length, "rate card")}`,
    }));
  });
}

/**
 * Takes one rate card away. What only it covered is estimated from then on.
 *
 * @param key as `cardKey` tells cards apart.
 * @throws NotAllowed
 */
export async function removeRateCard(
  shop: string,
  clicked: Click,
  key: string,
  asked: RateCardsClick,
): Promise<ClickOutcome> {
  requireRight(clicked.by, "change_settings");
  return forShop(shop, async (client) => {
    const click = await holdWriter(client, shop, clicked);
    return saveVersion(client, shop, click, asked, ({ cards }) => {
      const gone = cards.find((card) => cardKey(card) === key);
      if (!gone) return "This rate card is not there any more.";
      return { cards: cards.filter((card) => card !== gone), did: `Removed ${gone.service}` };
    });
  });
}

/**
 * Lets the rate cards of an earlier version hold again, as a version of its own.
 *
 * @throws NotAllowed
 */
export async function returnToRateCards(
  shop: string,
  clicked: Click,
  version: number,
  asked: RateCardsClick,
): Promise<ClickOutcome> {
  requireRight(clicked.by, "change_settings");
  return forShop(shop, async (client) => {
    const click = await holdWriter(client, shop, clicked);
    const row = await client.rateCardVersion.findUnique({ where: { shop_version: { shop: BigInt(shop), version } } });
    return saveVersion(client, shop, click, asked, () => {
      return row
        ? { cards: row.body as unknown as RateCard[], did: `Returned to version ${version}` }
        : "This version is not known here.";
    });
  });
}

/**
 * Writes the next version, unless somebody else has written one since the page was opened: what they changed would be undone
 * unseen.
 */
async function saveVersion(
  client: ShopClient,
  shop: string,
  click: Click,
  { seenVersion, why }: RateCardsClick,
  wishFor: (held: RateCards) => Wish | string,
): Promise<ClickOutcome> {
  const newest = await client.rateCardVersion.findFirst({
    where: { shop: BigInt(shop) },
    orderBy: { version: "desc" },
  });
  const held = { version: newest?.version ?? 0, cards: (newest?.body ?? []) as unknown as RateCard[] };
  if (held.version !== seenVersion) {
    const who = newest?.savedBy ?? "Somebody";
    return {
      refused: `${who} has saved version ${held.version} meanwhile. Look at it, and do this again if it is still right.`,
    };
  }
  const wish = wishFor(held);
  if (typeof wish === "string") return { refused: wish };
  const changes = compareRateCards(held.cards, wish.cards);
  if (isNoChange(changes)) return { refused: "Nothing was saved: these are the prices that hold already." };
  const version = held.version + 1;
  const body = wish.cards as unknown as Prisma.InputJsonValue;
  const data = { version, body, did: wish.did, why, savedAt: click.now, savedBy: click.by.name };
  await client.rateCardVersion.create({ data: { shop: BigInt(shop), ...data } });
  const details = { version, did: wish.did, why, prices: changes.prices.length, zones: changes.zones.length };
  await logAction(client, shop, click, { action: "save_rate_cards", subject: "shipping costs", details });
  return { messageIds: [] };
}
