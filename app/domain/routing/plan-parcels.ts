import { listInWords } from "#app/domain/basics/phrase.ts";
import type { PlannedParcel, RouteLeg } from "#app/domain/decision.ts";
import { parcelsFor, type TariffStep } from "./prices/parcel-tariff.ts";
import { sayCarrier } from "./prices/rate-card.ts";
import type { Option } from "./route-group.ts";
import type { GroupView } from "./view-group.ts";

/** So many parcels that cost the same. */
type AlikeParcels = { step: TariffStep; count: number };

/** The parcels that leave one place: one for each unit that ships alone, and for the others as few as take their weight. */
export function parcelsOf(
  { candidates, problem }: GroupView,
  { units }: Pick<Option, "units">,
  place: number,
): AlikeParcels[] {
  const { tariff } = candidates[place]!;
  const parcels: AlikeParcels[] = [];
  let packed = 0;
  let grams = 0;
  for (const [line, { unitGrams, shipsAlone }] of problem.lines.entries()) {
    const here = units[line]![place]!;
    if (here > 0 && shipsAlone)
      parcels.push(...parcelsFor(tariff, unitGrams).map(({ step, count }) => ({ step, count: count * here })));
    if (shipsAlone) continue;
    packed += here;
    grams += here * unitGrams;
  }
  return packed > 0 ? [...parcels, ...parcelsFor(tariff, grams)] : parcels;
}

/** How many parcels a plan leaves in. */
export function countParcels(view: GroupView, option: Pick<Option, "units">): number {
  let parcels = 0;
  for (const place of view.candidates.keys()) for (const { count } of parcelsOf(view, option, place)) parcels += count;
  return parcels;
}

/** The parcels of a plan, and whom they go with; none where that is all estimated. */
export function planParcels(view: GroupView, option: Pick<Option, "units">): PlannedParcel[] {
  if (view.candidates.every(({ tariff }) => tariff.steps.every(({ carrier }) => carrier === null))) return [];
  const parcels = view.candidates.flatMap(({ location }, place) =>
    parcelsOf(view, option, place).map(({ step: { carrier, days, priceMinor }, count }) => ({
      locationId: location.id,
      carrier,
      days,
      count,
      postageMinor: priceMinor * count,
    })),
  );
  return parcels.some(({ carrier }) => carrier !== null) ? parcels : [];
}

/** How the part of each location travels. */
export function planLegs({ candidates }: GroupView, { units }: Pick<Option, "units">): RouteLeg[] {
  const earliestDays = Math.min(...candidates.map(({ tariff }) => tariff.days));
  return candidates.flatMap(({ location, distanceKm, tariff }, place) => {
    const count = units.reduce((sum, row) => sum + row[place]!, 0);
    if (count === 0) return [];
    return [{ locationId: location.id, units: count, kilometres: distanceKm, daysLater: tariff.days - earliestDays }];
  });
}

/** " with DHL Paket, zone 2"; empty where all of it is estimated. */
export function sayCarriers(parcels: readonly PlannedParcel[]): string {
  const names = new Set(parcels.map(({ carrier }) => (carrier === null ? "another carrier" : sayCarrier(carrier))));
  return names.size === 0 ? "" : ` with ${listInWords([...names])}`;
}
