import { count, listInWords } from "#app/domain/basics/phrase.ts";
import type { RoutePlan } from "#app/domain/decision.ts";
import { compareCandidates } from "./choose-locations.ts";
import type { LocationCandidate } from "./find-candidates.ts";
import type { GroupView, Option } from "./route-group.ts";
import type { WorkItem } from "./survey-work.ts";

/** One sentence for a group's route, and what else was considered with why it was not taken, best first. */
export function explainGroup(
  view: GroupView,
  chosen: Option,
  best: Option,
  staying: Option | null,
): { sentence: string; alternatives: RoutePlan["alternatives"] } {
  const places = chosen.indexes.map((index) => view.candidates[index]!);
  const wanted = view.demand.reduce((sum, units) => sum + units, 0);
  return {
    sentence: sayChoice(view, chosen, places, wanted),
    alternatives: sayAlternatives(view, chosen, places, best, staying, wanted),
  };
}

/** Work that is not for us to place, in a clause: "2 pick-ups stay at Lyon". */
export function explainFixed(items: readonly WorkItem[]): string {
  const names = [...new Set(items.map((item) => item.location?.name ?? "a deleted location"))];
  return `${items.length === 1 ? "it stays" : `${items.length} parts stay`} at ${listInWords(names)}`;
}

function sayChoice(view: GroupView, chosen: Option, places: readonly LocationCandidate[], wanted: number): string {
  const names = listInWords(places.map((place) => place.location.name));
  if (places.length === 0)
    return wanted === 0 || view.candidates.length > 0 ? "no location has any of it now" : "no location may serve it";
  if (wanted === 0) return `it stays at ${names}, nothing in it is counted as stock`;
  if (chosen.served === 0) return `no location has any of it now; it waits at ${names}`;
  if (chosen.served < wanted) {
    return `${names} ${places.length === 1 ? "has" : "have"} ${chosen.served} of ${count(wanted, "unit")}, the most there is`;
  }
  if (places.length > 1) return `${names} together have everything, in ${count(places.length, "parcel")}`;
  const { distanceKm } = places[0]!;
  const isNearest = view.candidates.every((other) => compareCandidates(places[0]!, other) <= 0);
  const where = distanceKm === null ? "" : ` (${distanceKm} km)`;
  if (chosen.isStaying) return `${names} has everything and is where Shopify put it${where}`;
  return `${names} has everything and is ${isNearest ? "nearest" : "the nearest that has"}${where}`;
}

function sayAlternatives(
  view: GroupView,
  chosen: Option,
  places: readonly LocationCandidate[],
  best: Option,
  staying: Option | null,
  wanted: number,
): RoutePlan["alternatives"] {
  const alternatives: RoutePlan["alternatives"] = [];
  if (staying && !chosen.isStaying && staying.indexes.length > 1) alternatives.push(sayStaying(view, staying, chosen));
  if (chosen.isStaying && best.indexes.length > 1 && !sameIndexes(best, chosen)) alternatives.push(saySet(view, best));
  const others = view.candidates.filter((candidate) => places.length !== 1 || candidate.id !== places[0]!.id);
  for (const candidate of [...others].sort(
    (a, b) => unitsOfCandidate(b) - unitsOfCandidate(a) || compareCandidates(a, b),
  )) {
    alternatives.push(saySingle(candidate, chosen, wanted));
  }
  return alternatives;
}

function sayStaying(view: GroupView, staying: Option, chosen: Option): RoutePlan["alternatives"][number] {
  const names = listInWords(staying.indexes.map((index) => view.candidates[index]!.location.name));
  const fewer = staying.indexes.length - chosen.indexes.length;
  const reason = fewer > 0 ? `${count(fewer, "parcel")} more` : `${chosen.served - staying.served} fewer units`;
  return { ...saySet(view, staying), sentence: `Shopify's own choice, ${names}, means ${reason}.` };
}

function saySet(view: GroupView, option: Option): RoutePlan["alternatives"][number] {
  const places = option.indexes.map((index) => view.candidates[index]!);
  const isKnown = places.every((place) => place.distanceKm !== null);
  return {
    locationIds: places.map((place) => place.id),
    parcels: places.length,
    kilometres: isKnown ? option.kilometres : null,
    sentence: `${listInWords(places.map((place) => place.location.name))} would do as well and is no better.`,
  };
}

function saySingle(candidate: LocationCandidate, chosen: Option, wanted: number): RoutePlan["alternatives"][number] {
  const { name } = candidate.location;
  const units = unitsOfCandidate(candidate);
  const base = { locationIds: [candidate.id], parcels: 1, kilometres: candidate.distanceKm };
  if (units === 0) return { ...base, sentence: `${name} has none of it.` };
  if (units < wanted) return { ...base, sentence: `${name} has only ${units} of ${count(wanted, "unit")}.` };
  if (candidate.distanceKm === null)
    return { ...base, sentence: `${name} has everything too; how far it is nobody knows.` };
  const farther = candidate.distanceKm - chosen.kilometres;
  if (farther > 0) return { ...base, sentence: `${name} has everything too and is ${farther} km farther.` };
  if (farther === 0) return { ...base, sentence: `${name} has everything too and is as far; the other is preferred.` };
  return { ...base, sentence: `${name} has everything too and is only ${-farther} km nearer: not worth a move.` };
}

function unitsOfCandidate(candidate: LocationCandidate): number {
  return candidate.units.reduce((sum, units) => sum + units, 0);
}

function sameIndexes(left: Option, right: Option): boolean {
  return left.indexes.length === right.indexes.length && left.indexes.every((index, at) => index === right.indexes[at]);
}
