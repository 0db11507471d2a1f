import type { ProblemLine } from "#app/domain/routing/cheapest/routing-problem.ts";

/** A plan, units[line][place], without the units of sets that it does not serve whole from one place. */
export function withoutBrokenSets(
  lines: readonly Pick<ProblemLine, "together" | "units">[],
  units: readonly (readonly number[])[],
): number[][] {
  const placeBySet = new Map<number, number>();
  const broken = new Set<number>();
  for (const [line, { together, units: wanted }] of lines.entries()) {
    if (together === null) continue;
    const place = units[line]!.findIndex((count) => count === wanted);
    if (place === -1 || (placeBySet.get(together) ?? place) !== place) broken.add(together);
    placeBySet.set(together, place);
  }
  return units.map((row, line) => {
    const { together } = lines[line]!;
    return together !== null && broken.has(together) ? row.map(() => 0) : [...row];
  });
}
