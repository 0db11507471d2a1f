import { countParcels } from "#app/domain/routing/plan-parcels.ts";
import { priceGroup } from "#app/domain/routing/price-group.ts";
import { sumOf, titleOf, waitingUnits, type GroupCase } from "./group-case.ts";
import { placesOf } from "./others/solve-region.ts";
import type { CertifiedLine, CertifiedPlace } from "./route-certificate.ts";

/** Each line item with the units that leave from each place of the chosen plan, however many fulfillment orders they are in. */
export function tellLines({ context, view, chosen }: GroupCase): CertifiedLine[] {
  const places = placesOf(chosen.units);
  const waiting = waitingUnits(view, chosen.units);
  const lines = new Map<string, CertifiedLine>();
  for (const [at, { part }] of view.parts.entries()) {
    const { lineItemId } = part.line;
    const title = titleOf(context, lineItemId);
    const line = lines.get(lineItemId) ?? { title, wantedUnits: 0, unitsByPlace: places.map(() => 0), waitingUnits: 0 };
    line.wantedUnits += part.quantity;
    line.waitingUnits += waiting[at]!;
    for (const [slot, place] of places.entries()) line.unitsByPlace[slot]! += chosen.units[at]![place]!;
    lines.set(lineItemId, line);
  }
  return [...lines.values()];
}

/** Each place of the chosen plan, with its parcel and what it costs there. */
export function tellPlaces({ view, chosen }: GroupCase): CertifiedPlace[] {
  return placesOf(chosen.units).map((place) => {
    const { location, distanceKm, tariff } = view.candidates[place]!;
    const grams = sumOf(chosen.units.map((row, line) => row[place]! * view.problem.lines[line]!.unitGrams));
    const here = { units: onlyFrom(chosen.units, place) };
    return {
      name: location.name,
      distanceKm,
      days: tariff.days,
      parcels: countParcels(view, here),
      grams,
      cost: priceGroup(view, here),
    };
  });
}

function onlyFrom(units: GroupCase["chosen"]["units"], place: number): number[][] {
  return units.map((row) => row.map((count, at) => (at === place ? count : 0)));
}
