import { expect, test } from "vitest";
import { findExclusions, liftExclusions } from "#app/domain/routing/certificate/exclusions.ts";
import type { OrderContext } from "#app/domain/decision.ts";
import { mayServe } from "#app/domain/routing/find-candidates.ts";
import { savedDefaults } from "#app/domain/routing/prices/routing-policy.ts";
import { excludedRegion } from "#app/domain/routing/rules/excluded-regions.ts";
import type { LocationFacts } from "#app/domain/routing/location-facts.ts";
import { isWished, lockRoute, NO_WISHES, rejectRoute } from "#app/domain/routing/route-wishes.ts";
import { context, location, order, settings } from "#tests/domain/build-order.ts";

const countries = ["DE", "FR", null];
const areas = ["DE", "FR", "location L1"];
const flags = [true, false];
const rejected = rejectRoute(NO_WISHES, { locationId: "L1", reason: "damaged", person: "Bo" });
const wishes = [NO_WISHES, rejected, lockRoute(rejected, "L2", "Ana"), lockRoute(NO_WISHES, "L1", "Ana")];

const excluding = { ...savedDefaults("EUR"), excludedRegions: { L1: ["DE"] } };

/** Whether it might be a candidate, had it the goods. */
function isOpen(around: OrderContext, area: string, place: LocationFacts): boolean {
  const sends = excludedRegion(around, place.id) === null;
  return sends && mayServe(around, area, place) && isWished(around.routeWishes, place.id);
}

/** Every location there is, in every area, with the border open and closed. */
const cases = countries.flatMap((countryCode) =>
  areas.flatMap((area) =>
    flags.flatMap((isActive) =>
      flags.flatMap((fulfillsOnlineOrders) =>
        flags.flatMap((isFulfillmentService) =>
          [[], ["DE>FR"]].flatMap((allowedBorderCrossings) =>
            wishes.map((routeWishes, at) => {
              const place = location("L1", { countryCode, isActive, fulfillsOnlineOrders, isFulfillmentService });
              const locations = [place];
              const around = context(order(), {
                locations,
                settings: settings({ allowedBorderCrossings, routing: at % 2 === 0 ? null : excluding }),
                routeWishes,
              });
              return { around, area, place };
            }),
          ),
        ),
      ),
    ),
  ),
);

test("a location may serve an area just where no fact excludes it, and where none holds any more", () => {
  for (const { around, area, place } of cases) {
    const exclusions = findExclusions(around, area, place);
    expect([place, area, exclusions.length === 0]).toEqual([place, area, isOpen(around, area, place)]);
    const lifted = liftExclusions(around, area, place, exclusions);
    expect([place, area, isOpen(lifted, area, lifted.locations[0]!)]).toEqual([place, area, true]);
  }
});

test("with any single fact still standing it may not", () => {
  for (const { around, area, place } of cases) {
    const exclusions = findExclusions(around, area, place);
    for (const left of exclusions) {
      const lifted = liftExclusions(
        around,
        area,
        place,
        exclusions.filter((each) => each !== left),
      );
      expect([place, area, left.kind, isOpen(lifted, area, lifted.locations[0]!)]).toEqual([
        place,
        area,
        left.kind,
        false,
      ]);
    }
  }
});
