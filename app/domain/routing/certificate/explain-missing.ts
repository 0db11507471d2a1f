import { count, listInWords } from "#app/domain/basics/phrase.ts";
import { onHand } from "#app/domain/inventory/level.ts";
import { levelKey } from "#app/domain/inventory/level-book.ts";
import { excludedLocations, findSmallestLift, type ExcludedLocation } from "./find-smallest-lift.ts";
import { sayUnits, sumOf, waitingUnits, wantedItems, type GroupCase, type WantedItem } from "./group-case.ts";

/** So many locations are named before the rest is only counted. */
const LOCATIONS_NAMED = 3;

/**
 * The smallest reason why units of a group wait: the fewest facts of locations without which all would be served; where no such
 * facts are to blame, what is wanted and what there is. Null when nothing waits.
 */
export function explainMissing(group: GroupCase): string | null {
  const waiting = waitingUnits(group.view, group.chosen.units);
  if (sumOf(waiting) === 0) return null;
  const missing = wantedItems(group).flatMap((wanted) => {
    const units = sumOf(waiting.filter((_, at) => group.view.problem.lines[at]!.item === wanted.item));
    return units > 0 ? [{ ...wanted, units }] : [];
  });
  const excluded = excludedLocations(group, missing);
  const lift = findSmallestLift(group, excluded);
  if (lift !== null) return sayLift(group, missing, lift);
  const nobody = group.view.candidates.length === 0 ? [sayNobody(excluded)] : [];
  return [...nobody, ...missing.map((wanted) => sayStock(group, wanted, excluded))].join(" ");
}

/** "Only Lyon has Mug, and it is switched off." */
function sayLift(group: GroupCase, missing: readonly WantedItem[], lift: readonly ExcludedLocation[]): string {
  const names = listInWords(lift.map(({ location }) => location.name));
  const have = lift.length === 1 ? "has" : "have";
  const why = lift.length === 1 ? `it ${sayWhy(lift[0]!)}` : listInWords(lift.map(sayExcluded));
  if (missing.length === 0) return `Only ${names} might serve it, and ${why}.`;
  const isNowhereElse = missing.every((wanted) => freeAtCandidates(group, wanted) === 0);
  if (isNowhereElse) return `Only ${names} ${have} ${listInWords(missing.map(({ title }) => title))}, and ${why}.`;
  const goods = listInWords(missing.map(({ units, title }) => sayUnits(units, title)));
  const are = missing.length === 1 && missing[0]!.units === 1 ? "is" : "are";
  return `${goods} ${are} missing. ${names} ${have} enough, but ${why}.`;
}

/** "12 units of Mug are wanted and all locations together have 9." */
function sayStock(group: GroupCase, missing: WantedItem, excluded: readonly ExcludedLocation[]): string {
  const wanted = wantedItems(group).find(({ item }) => item === missing.item)!;
  const are = wanted.units === 1 ? "is" : "are";
  const free = freeAtCandidates(group, missing);
  const start = `${sayUnits(wanted.units, missing.title)} ${are} wanted`;
  const others = excluded
    .map((each) => ({ ...each, units: group.stock.remaining(missing.inventoryItemId, each.location.id) }))
    .filter(({ units }) => units > 0)
    .map((each) => `${each.location.name} has ${each.units}, but ${sayWhy(each)}`);
  const promised = onHandAtCandidates(group, missing) - free;
  const isOnlyElsewhere = group.view.candidates.length === 0 && others.length > 0;
  return [
    isOnlyElsewhere ? `${start}.` : `${start} and ${sayFree(group, free)}.`,
    ...(promised > 0
      ? [`${count(promised, "more unit")} on hand ${promised === 1 ? "is" : "are"} promised to others or set aside.`]
      : []),
    ...(others.length > 0 ? [`${listInWords(others)}.`] : []),
  ].join(" ");
}

function sayFree({ view: { candidates } }: GroupCase, free: number): string {
  if (candidates.length === 1)
    return `${candidates[0]!.location.name}, the only location that may serve it, has ${free || "none"}`;
  return free === 0 ? "no location has any" : `all locations together have ${free}`;
}

function sayNobody(excluded: readonly ExcludedLocation[]): string {
  if (excluded.length === 0) return "No location may serve it: there is none.";
  const named = excluded.slice(0, LOCATIONS_NAMED).map(sayExcluded);
  const more = excluded.length - named.length;
  return `No location may serve it: ${listInWords(more > 0 ? [...named, `${more} more may not either`] : named)}.`;
}

function sayExcluded(excluded: ExcludedLocation): string {
  return `${excluded.location.name} ${sayWhy(excluded)}`;
}

function sayWhy({ exclusions }: ExcludedLocation): string {
  return listInWords(exclusions.map(({ why }) => why));
}

function freeAtCandidates({ view }: GroupCase, { item }: WantedItem): number {
  return sumOf(view.problem.places.map(({ stock }) => stock[item]!));
}

function onHandAtCandidates({ view, levels }: GroupCase, { inventoryItemId }: WantedItem): number {
  const here = view.candidates.flatMap(({ location }) => levels.get(levelKey(inventoryItemId, location.id)) ?? []);
  return sumOf(here.map(({ quantities }) => onHand(quantities)));
}
