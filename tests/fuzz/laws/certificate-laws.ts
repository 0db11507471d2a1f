import { levelKey } from "#app/domain/inventory/level-book.ts";
import type { Level } from "#app/domain/inventory/level.ts";
import type { GroupCertificate } from "#app/domain/routing/certificate/route-certificate.ts";
import { certifyRoute } from "#app/domain/routing/certificate/certify-route.ts";
import { isStoredRoute } from "#app/domain/routing/certificate/is-stored-route.ts";
import { NOON } from "#tests/domain/build-order.ts";
import { arbitraryWorld } from "#tests/fuzz/arbitrary-world.ts";
import { law, type Law } from "#tests/fuzz/law.ts";
import type { Subject } from "#tests/fuzz/subject.ts";

export function certificateLaws({ decideBatch }: Subject): readonly Law[] {
  return [
    law(
      "a route comes out again from the levels that its decision found, and its certificate adds up",
      arbitraryWorld(),
      (world) => {
        const { decisions, found } = decideBatch(world.contexts, world.levels, NOON);
        for (const [at, { route }] of decisions.entries()) {
          const context = world.contexts[at]!;
          if (route === null) continue;
          const levels = bookOf(found[at]!);
          const certified = certifyRoute(context, levels);
          expect(certified !== null, "a route that was there is not there");
          expect(isStoredRoute(context, levels, certified!.route, route), "another route comes out");
          for (const group of certified!.certificate.groups) assertAddsUp(group);
        }
      },
    ),
  ];
}

function bookOf(levels: readonly Level[]): Map<string, Level> {
  return new Map(levels.map((level) => [levelKey(level.inventoryItemId, level.locationId), level]));
}

function assertAddsUp({ lines, places, cost, proof, missing }: GroupCertificate): void {
  const { totalMinor, ...terms } = cost;
  expect(sum(Object.values(terms)) === totalMinor, "the terms do not come to the total");
  const atPlaces = sum(places.map((place) => place.cost.totalMinor));
  expect(atPlaces + cost.splitMinor === totalMinor, "the places do not come to the total");
  for (const { wantedUnits, unitsByPlace, waitingUnits } of lines)
    expect(sum(unitsByPlace) + waitingUnits === wantedUnits, "a line's units do not come to what is wanted");
  const isWaiting = lines.some(({ waitingUnits }) => waitingUnits > 0);
  expect(isWaiting === (missing !== null), "what waits has a reason, and only that");
  expect(proof.verdict !== "open", "so small a problem is proven");
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function expect(condition: boolean, sentence: string): void {
  if (!condition) throw new Error(sentence);
}
