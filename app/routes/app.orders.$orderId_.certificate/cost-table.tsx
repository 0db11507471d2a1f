import type { RouteCost } from "#app/domain/decision.ts";
import type { CertifiedPlace } from "#app/domain/routing/certificate/route-certificate.ts";
import { countOf, formatMoney } from "#app/ui/words/format-money.ts";
import { COST_TERMS } from "#app/ui/words/cost-terms.ts";
import { FigureTable, type FigureRow } from "./figure-table.tsx";

type CostTableProps = { places: readonly CertifiedPlace[]; cost: RouteCost; currency: string };

/** Each location's parcel, and each term of what it costs, by location and together. */
export function CostTable({ places, cost, currency }: CostTableProps) {
  const money = (minor: number) => (minor === 0 ? "–" : formatMoney(minor, currency));
  const together = (figure: string) => (places.length > 1 ? [figure] : []);
  const rows: FigureRow[] = [
    { title: "Distance", figures: [...places.map(sayDistance), ...together("")] },
    { title: "On the way", figures: [...places.map(({ days }) => `about ${countOf(days, "day")}`), ...together("")] },
    { title: "Sent as", figures: [...places.map(sayParcels), ...together(sayAllParcels(places))] },
    ...COST_TERMS.filter(({ term }) => cost[term] !== 0).map(({ term, title }) => ({
      title,
      figures: [...places.map((place) => money(place.cost[term])), ...together(money(cost[term]))],
    })),
    {
      title: "Total",
      figures: [...places.map((place) => money(place.cost.totalMinor)), ...together(money(cost.totalMinor))],
      isTotal: true,
    },
  ];
  const headings = [...places.map(({ name }) => name), ...together("Together")];
  return <FigureTable label="What it costs there" first="" headings={headings} rows={rows} />;
}

function sayDistance({ distanceKm }: CertifiedPlace): string {
  return distanceKm === null ? "not known" : `${distanceKm} km`;
}

function sayParcels({ parcels, grams }: CertifiedPlace): string {
  const weight = grams === 0 ? "weight not known" : sayWeight(grams);
  return `${countOf(parcels, "parcel")}, ${weight}`;
}

function sayAllParcels(places: readonly CertifiedPlace[]): string {
  return countOf(
    places.reduce((sum, { parcels }) => sum + parcels, 0),
    "parcel",
  );
}

/** "400 g", "1.25 kg". */
function sayWeight(grams: number): string {
  return grams < 1_000 ? `${grams} g` : `${Number((grams / 1_000).toFixed(2))} kg`;
}
