import { listInWords } from "#app/domain/basics/phrase.ts";
import type { PlannedParcel } from "#app/domain/decision.ts";
import { parcelsFor } from "./prices/parcel-tariff.ts";
import { sayCarrier } from "./prices/rate-card.ts";
import type { Option } from "./route-group.ts";
import type { GroupView } from "./view-group.ts";

/** The parcels of a plan, and whom they go with; none where that is all estimated. */
export function planParcels({ candidates, problem }: GroupView, { units }: Pick<Option, "units">): PlannedParcel[] {
  const parcels = candidates.flatMap(({ location, tariff }, place) => {
    if (units.every((row) => row[place] === 0)) return [];
    const grams = problem.lines.reduce((sum, { unitGrams }, line) => sum + units[line]![place]! * unitGrams, 0);
    return parcelsFor(tariff, grams).map(({ step: { carrier, days, priceMinor }, count }) => ({
      locationId: location.id,
      carrier,
      days,
      count,
      postageMinor: priceMinor * count,
    }));
  });
  return parcels.some(({ carrier }) => carrier !== null) ? parcels : [];
}

/** " with DHL Paket, zone 2"; empty where all of it is estimated. */
export function sayCarriers(parcels: readonly PlannedParcel[]): string {
  const names = new Set(parcels.map(({ carrier }) => (carrier === null ? "another carrier" : sayCarrier(carrier))));
  return names.size === 0 ? "" : ` with ${listInWords([...names])}`;
}
