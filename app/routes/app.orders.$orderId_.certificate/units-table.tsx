import type { CertifiedLine, CertifiedPlace } from "#app/domain/routing/certificate/route-certificate.ts";
import { FigureTable } from "./figure-table.tsx";

/** Lines by locations: how many units of each leave from where, and how many wait. */
export function UnitsTable({ lines, places }: { lines: readonly CertifiedLine[]; places: readonly CertifiedPlace[] }) {
  const isWaiting = lines.some(({ waitingUnits }) => waitingUnits > 0);
  const rows = lines.map(({ title, wantedUnits, unitsByPlace, waitingUnits }) => ({
    title,
    figures: [wantedUnits, ...unitsByPlace, ...(isWaiting ? [waitingUnits] : [])].map((units) =>
      units === 0 ? "–" : String(units),
    ),
  }));
  const headings = ["Units", ...places.map(({ name }) => name), ...(isWaiting ? ["Wait"] : [])];
  return <FigureTable label="What leaves from where" first="Item" headings={headings} rows={rows} />;
}
