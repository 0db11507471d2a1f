import { count, listInWords, sayMoney } from "#app/domain/basics/phrase.ts";
import type { RoutePlan } from "#app/domain/decision.ts";
import type { LocationCandidate } from "./find-candidates.ts";
import { countParcels, planParcels, sayCarriers } from "./plan-parcels.ts";
import { priceGroup } from "./price-group.ts";
import { countUnits, type Option } from "./route-group.ts";
import { sayRules } from "./rules/say-rules.ts";
import { withoutBrokenSets } from "./rules/without-broken-sets.ts";
import type { WorkItem } from "./survey-work.ts";
import type { GroupView } from "./view-group.ts";

type Options = { chosen: Option; best: Option; staying: Option | null };
type Alternative = RoutePlan["alternatives"][number];
/** An option with what it costs to send what it has. */
type PricedOption = Option & { totalMinor: number };

/** How many rejected alternatives a plan tells of: enough to see why, few enough to read. */
export const MOST_ALTERNATIVES = 5;

/** One sentence for a group's route, and what else was considered with what it would have cost, the best first. */
export function explainGroup(
  view: GroupView,
  currency: string,
  options: Options,
): { sentence: string; alternatives: Alternative[] } {
  return {
    sentence: sayChoice(view, currency, options) + sayRules(view, options.chosen, options.best),
    alternatives: sayAlternatives(view, currency, options),
  };
}

/** Work that is not for us to place, in a clause: "2 pick-ups stay at Lyon". */
export function explainFixed(items: readonly WorkItem[]): string {
  const names = [...new Set(items.map((item) => item.location?.name ?? "a deleted location"))];
  return `${items.length === 1 ? "it stays" : `${items.length} parts stay`} at ${listInWords(names)}`;
}

function sayChoice(view: GroupView, currency: string, { chosen, staying }: Options): string {
  const places = usedBy(view, chosen);
  const names = sayNames(places);
  const wanted = countedUnits(view);
  const assigned = sayAssigned(view);
  if (view.candidates.length === 0) return "no location may serve it";
  if (wanted === 0 && places.length > 0) return `it stays at ${names}, nothing in it is counted as stock`;
  const can = mayBeTorn(view) ? (places.length === 1 ? "has" : "have") : "can send";
  const what = mayBeTorn(view) ? "any of it" : "all that leaves together";
  if (places.length === 0) return `no location has ${what} now${assigned === "" ? "" : `; it waits at ${assigned}`}`;
  const served = countUnits(view, chosen);
  const carriers = sayCarriers(planParcels(view, chosen));
  const price = `about ${sayMoney(priceGroup(view, chosen).totalMinor, currency)} to send${carriers}`;
  if (served < wanted) {
    return `${names} ${can} ${served} of ${count(wanted, "unit")}, the most there is: ${price}`;
  }
  if (places.length > 1) {
    return `${names} together have everything, in ${count(countParcels(view, chosen), "parcel")}: ${price}`;
  }
  const { distanceKm } = places[0]!;
  const where = distanceKm === null ? "" : ` (${distanceKm} km)`;
  if (chosen.isStaying) return `${names} has everything and is where Shopify put it${where}: ${price}`;
  return `${names} has everything and is cheapest${where}: ${price}${saySaving(view, currency, chosen, staying)}`;
}

/** What leaving Shopify's own choice saves, where that could have sent everything. */
function saySaving(view: GroupView, currency: string, chosen: Option, staying: Option | null): string {
  if (staying === null || countUnits(view, staying) < countUnits(view, chosen)) return "";
  const savedMinor = staying.costMinor - chosen.costMinor;
  return savedMinor > 0 ? `, ${sayMoney(savedMinor, currency)} less than from where Shopify put it` : "";
}

function sayAlternatives(view: GroupView, currency: string, { chosen, best, staying }: Options): Alternative[] {
  if (countedUnits(view) === 0) return [];
  const places = usedBy(view, chosen);
  const others = view.candidates.flatMap((candidate, place) =>
    places.length === 1 && places[0] === candidate ? [] : [singleOption(view, place)],
  );
  const sets: Alternative[] = [];
  if (staying && !chosen.isStaying && usedBy(view, staying).length > 1) {
    const subject = `Shopify's own choice, ${sayNames(usedBy(view, staying))},`;
    sets.push(sayOption(view, currency, priceOption(view, staying), chosen, subject));
  }
  if (chosen !== best && usedBy(view, best).length > 1) {
    sets.push(sayOption(view, currency, priceOption(view, best), chosen, sayNames(usedBy(view, best))));
  }
  const singles = others
    .toSorted((a, b) => a.option.costMinor - b.option.costMinor)
    .slice(0, MOST_ALTERNATIVES)
    .map(({ candidate, option }) => saySingle(view, currency, candidate, option, chosen));
  return [...sets, ...singles, ...sayExcluded(view)];
}

function sayExcluded({ excluded }: GroupView): Alternative[] {
  return excluded.map(({ location, region }) => ({
    locationIds: [location.id],
    parcels: 0,
    kilometres: null,
    costMinor: null,
    sentence: `${location.name} does not send to ${region}.`,
  }));
}

/** Everything from one location, as far as it has it. */
function singleOption(view: GroupView, place: number): { candidate: LocationCandidate; option: PricedOption } {
  const { lines, places } = view.problem;
  const left = [...places[place]!.stock];
  const taken = lines.map((line) => {
    const served = Math.min(line.units, left[line.item]!);
    left[line.item]! -= served;
    return places.map((_, at) => (at === place ? served : 0));
  });
  const units = withoutBrokenSets(lines, taken);
  const waiting = lines.reduce((sum, line, at) => sum + (line.units - units[at]![place]!) * line.waitMinor, 0);
  const { totalMinor } = priceGroup(view, { units });
  const option = { units, costMinor: totalMinor + waiting, isStaying: false, totalMinor };
  return { candidate: view.candidates[place]!, option };
}

function priceOption(view: GroupView, option: Option): PricedOption {
  return { ...option, totalMinor: priceGroup(view, option).totalMinor };
}

function saySingle(
  view: GroupView,
  currency: string,
  candidate: LocationCandidate,
  option: PricedOption,
  chosen: Option,
): Alternative {
  const { name } = candidate.location;
  const served = countUnits(view, option);
  const wanted = countedUnits(view);
  const can = mayBeTorn(view) ? "has" : "can send";
  if (served === 0) return alternativeOf(view, option, candidate, `${name} ${can} none of it.`);
  if (served < wanted) {
    return alternativeOf(view, option, candidate, `${name} ${can} only ${served} of ${count(wanted, "unit")}.`);
  }
  const far = candidate.distanceKm === null ? "how far it is nobody knows" : `${candidate.distanceKm} km`;
  const subject = `${name}, which has everything too (${far}),`;
  return alternativeOf(view, option, candidate, sayDifference(currency, option, chosen, subject));
}

function sayOption(
  view: GroupView,
  currency: string,
  option: PricedOption,
  chosen: Option,
  subject: string,
): Alternative {
  const served = countUnits(view, option);
  const fewer = countUnits(view, chosen) - served;
  const sentence =
    fewer > 0
      ? `${subject} would leave ${count(fewer, "more unit")} waiting.`
      : sayDifference(currency, option, chosen, subject);
  return alternativeOf(view, option, null, sentence);
}

function sayDifference(currency: string, option: PricedOption, chosen: Option, subject: string): string {
  const costs = `${subject} would cost ${sayMoney(option.totalMinor, currency)}`;
  const moreMinor = option.costMinor - chosen.costMinor;
  if (moreMinor === 0) return `${costs} as well: the nearer is preferred.`;
  if (moreMinor > 0) return `${costs}, ${sayMoney(moreMinor, currency)} more.`;
  return `${costs}: ${sayMoney(-moreMinor, currency)} less is not worth changing a plan that stands.`;
}

function alternativeOf(
  view: GroupView,
  option: PricedOption,
  single: LocationCandidate | null,
  sentence: string,
): Alternative {
  const places = single === null ? usedBy(view, option) : [single];
  const distances = places.map((place) => place.distanceKm);
  return {
    locationIds: places.map(({ location }) => location.id),
    parcels: Math.max(countParcels(view, option), places.length),
    kilometres: distances.includes(null) ? null : distances.reduce<number>((sum, each) => sum + each!, 0),
    costMinor: countUnits(view, option) === 0 ? null : option.totalMinor,
    sentence,
  };
}

function usedBy({ candidates }: GroupView, { units }: Option): LocationCandidate[] {
  return candidates.filter((_, place) => units.some((row) => row[place]! > 0));
}

/** Whether each unit may leave by itself; else a place may have goods and not be able to send them. */
function mayBeTorn({ rules }: GroupView): boolean {
  return rules.every(({ together }) => together === null);
}

/** Units of goods of which stock is counted: of the others there is always enough. */
function countedUnits({ parts }: GroupView): number {
  return parts.reduce((sum, { part }) => sum + (part.line.inventoryItemId === null ? 0 : part.quantity), 0);
}

function sayNames(places: readonly LocationCandidate[]): string {
  return listInWords(places.map(({ location }) => location.name));
}

function sayAssigned({ parts }: GroupView): string {
  return listInWords([...new Set(parts.flatMap(({ item }) => item.location?.name ?? []))]);
}
