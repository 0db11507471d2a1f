import { z } from "zod";
import type { LocationFacts } from "#app/domain/routing/location-facts.ts";
import type { AdminCall } from "./admin-client.ts";
import { gidId, optionalCoordinate, optionalString, presentNodes, readAnswer } from "./answer-values.ts";
import { toGid } from "./gid.ts";

/** What location webhooks leave out: coordinates, and whether online orders are served from there. */
const LOCATIONS = `#graphql
  query ReadLocations($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Location {
        id name isActive fulfillsOnlineOrders isFulfillmentService
        address { countryCode provinceCode latitude longitude }
      }
    }
  }`;

/** Reads locations by id, at most 250 in a call (the platform's limit for lists). */
export function locationsCall(locationIds: readonly string[]): AdminCall {
  const ids = locationIds.map((id) => toGid("Location", id));
  return { document: LOCATIONS, variables: { ids }, requestedPoints: 2 * ids.length };
}

const locationNode = z.object({
  id: gidId,
  name: z.string(),
  isActive: z.boolean(),
  fulfillsOnlineOrders: z.boolean(),
  isFulfillmentService: z.boolean(),
  address: z.object({
    countryCode: optionalString,
    provinceCode: optionalString,
    latitude: optionalCoordinate,
    longitude: optionalCoordinate,
  }),
});

/** The locations of an answer, without the priority, which is the merchant's and ours. */
export function parseLocations(data: unknown): Omit<LocationFacts, "priority">[] {
  return presentNodes(data, "locations").map((node) => {
    const { address, ...location } = readAnswer(locationNode, node, "a location");
    return { ...location, ...address };
  });
}
