import { z } from "zod";
import type { LevelObservation, LevelQuantities, LevelState } from "#app/domain/inventory/level.ts";
import type { FulfillmentOrderFacts } from "#app/domain/orders/order-facts.ts";
import { answerList, gidId, moment, optionalMoment, presentNodes, readAnswer } from "./answer-values.ts";
import type { AdminCall } from "./admin-client.ts";
import { toGid } from "./gid.ts";
import { connectionPoints, searchForIds } from "./query-points.ts";

/**
 * All states of items at one location. A level's own gid cannot be made from the two ids (on the platform its number
 * is neither of them), so it is asked for through the item.
 */
const ITEM_LEVEL = `#graphql
  fragment ItemLevel on InventoryItem {
    id
    inventoryLevel(locationId: $locationId) {
      updatedAt
      quantities(names: ["available", "committed", "reserved", "safety_stock", "damaged", "quality_control", "incoming"]) {
        name quantity updatedAt
      }
    }
  }`;

const LEVELS_FOUND = `#graphql
  query FindLevelsAt($locationId: ID!, $first: Int!, $query: String!) {
    inventoryItems(first: $first, query: $query) { nodes { ...ItemLevel } }
  }
  ${ITEM_LEVEL}`;

const LEVELS_AT = `#graphql
  query ReadLevelsAt($locationId: ID!, $itemIds: [ID!]!) {
    nodes(ids: $itemIds) { ... on InventoryItem { ...ItemLevel } }
  }
  ${ITEM_LEVEL}`;

const STATE_BY_NAME: Readonly<Record<string, LevelState>> = {
  available: "available",
  committed: "committed",
  reserved: "reserved",
  safety_stock: "safetyStock",
  damaged: "damaged",
  quality_control: "qualityControl",
  incoming: "incoming",
};

// The item, its level and the level's states.
const LEVEL_POINTS = 3;
// 75 searched ids are 2 KB of query; the platform's limit for a page is 250.
export const LEVELS_A_SEARCH = 75;
export const LEVELS_A_CALL = 100;

/** An item at a location, to be read. */
export type LevelPair = { inventoryItemId: string; locationId: string };

/** Finds the levels of at most `LEVELS_A_SEARCH` items at a location, at a fraction of the price of reading each. */
export function findLevelsCall(locationId: string, inventoryItemIds: readonly string[]): AdminCall {
  const first = inventoryItemIds.length;
  const variables = { locationId: toGid("Location", locationId), first, query: searchForIds(inventoryItemIds) };
  return { document: LEVELS_FOUND, variables, requestedPoints: connectionPoints(first, LEVEL_POINTS) };
}

/** Reads the levels of at most `LEVELS_A_CALL` items at a location by the items' ids. */
export function levelsAtCall(locationId: string, inventoryItemIds: readonly string[]): AdminCall {
  const itemIds = inventoryItemIds.map((id) => toGid("InventoryItem", id));
  const variables = { locationId: toGid("Location", locationId), itemIds };
  return { document: LEVELS_AT, variables, requestedPoints: itemIds.length * LEVEL_POINTS };
}

/** A level as every query of ours asks for it. */
export const levelNode = z.object({
  updatedAt: moment,
  quantities: answerList(z.object({ name: z.string(), quantity: z.int(), updatedAt: optionalMoment })),
});

const itemNode = z.object({ id: gidId, inventoryLevel: levelNode.nullish() });

export type LevelsAnswer = {
  observations: LevelObservation[];
  /** Items that were there, held at the location or not. */ itemIds: string[];
};

/** What an answer shows; an item that the location does not hold has no observation. */
export function parseLevelsAt(data: unknown, locationId: string): LevelsAnswer {
  const items = presentNodes(data, "inventory levels").map((node) => readAnswer(itemNode, node, "an inventory level"));
  const observations = items.flatMap(({ id, inventoryLevel: level }): LevelObservation[] => {
    return level ? [observationOf({ inventoryItemId: id, locationId }, level)] : [];
  });
  return { observations, itemIds: items.map((item) => item.id) };
}

/**
 * A level as an observation. Its time is the platform's, not ours: only so can it be compared with the time a webhook
 * states. A level does not always state the latest change of its quantities itself.
 */
export function observationOf(pair: LevelPair, level: z.infer<typeof levelNode>): LevelObservation {
  const quantities: Partial<LevelQuantities> = {};
  let observedAt = level.updatedAt;
  for (const { name, quantity, updatedAt } of level.quantities) {
    const state = STATE_BY_NAME[name];
    if (state) quantities[state] = quantity;
    if (updatedAt !== null && updatedAt > observedAt) observedAt = updatedAt;
  }
  return { ...pair, observedAt, quantities };
}

/** Where the goods of work that is still to be done are to come from: these levels decide about it. */
export function pairsOfWork(works: readonly FulfillmentOrderFacts[]): LevelPair[] {
  return works.flatMap((work) => {
    const { locationId } = work;
    if (locationId === null || work.status === "CLOSED" || work.status === "CANCELLED") return [];
    return work.lines.flatMap((line) =>
      line.inventoryItemId !== null && line.remainingQuantity > 0
        ? [{ inventoryItemId: line.inventoryItemId, locationId }]
        : [],
    );
  });
}
