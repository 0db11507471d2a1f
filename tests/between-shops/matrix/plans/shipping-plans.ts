import type pg from "pg";
import type { Probe, RoutePlan } from "#tests/between-shops/matrix/probe.ts";
import type { ShopIds } from "#tests/between-shops/matrix/shop-ids.ts";

const HELD = 2;

/** Both versions that were planted are there and the second holds, whatever was clicked before. */
const asPlanted: Probe["prepare"] = (owner: pg.Client, { shop }: ShopIds) =>
  owner.query("DELETE FROM rate_cards WHERE shop = $1 AND version > $2", [shop, HELD]);

/** A file of rates for parcels that start at a location. */
function fileFrom({ locationId }: ShopIds): string {
  return `service,from,zone,destinations,days,up_to_kg,price\nParcel,${locationId},1,DE,2,2,4.90\n`;
}

const NOT_YOURS = /is none of your locations/;

/** What carriers ask a merchant. Versions are counted in each shop, so a number names nothing of another. */
export const shippingPlans: Record<string, RoutePlan> = {
  "routes/app.shipping-costs": {
    at: () => "/app/shipping-costs",
    loader: [
      {
        names: "nothing but the domain",
        ask: ({ domain }) => ({ path: `/app/shipping-costs?shop=${domain}` }),
        answered: 200,
      },
      {
        names: "a location to send a parcel from",
        ask: ({ locationId }) => ({ path: `/app/shipping-costs?location=${locationId}&country=DE&kg=1` }),
        answered: /This location is not known any more/,
      },
    ],
    action: {
      preview: [
        {
          names: "a location",
          ask: (named) => ({ path: "/app/shipping-costs", json: { intent: "preview", text: fileFrom(named) } }),
          answered: NOT_YOURS,
          showsNothing: "It says what would change, and saves nothing.",
        },
      ],
      import: [
        {
          names: "a location",
          ask: (named) => ({
            path: "/app/shipping-costs",
            json: { intent: "import", text: fileFrom(named), seenVersion: HELD, why: "" },
          }),
          answered: NOT_YOURS,
          prepare: asPlanted,
        },
      ],
      remove_card: [
        {
          names: "a rate card",
          ask: ({ rateCard }) => ({
            path: "/app/shipping-costs",
            form: { intent: "remove_card", subject: JSON.stringify([rateCard, null]), seenVersion: String(HELD) },
          }),
          answered: /This rate card is not there any more/,
          prepare: asPlanted,
        },
      ],
      return_to: [
        {
          names: "nothing but the domain",
          ask: ({ domain }) => ({
            path: `/app/shipping-costs?shop=${domain}`,
            form: { intent: "return_to", subject: "1", seenVersion: String(HELD) },
          }),
          answered: "own",
          prepare: asPlanted,
        },
      ],
    },
  },
  "routes/app.rate-files.$name": {
    at: () => "/app/rate-files/2",
    loader: [
      {
        names: "nothing but the domain",
        ask: ({ domain }) => ({ path: `/app/rate-files/2?shop=${domain}` }),
        answered: 200,
      },
    ],
  },
};
