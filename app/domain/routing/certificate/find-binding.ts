import { count, listInWords, sayMoney } from "#app/domain/basics/phrase.ts";
import type { RoutingProblem } from "#app/domain/routing/cheapest/routing-problem.ts";
import { viewGroup } from "#app/domain/routing/view-group.ts";
import { liftExclusions } from "./exclusions.ts";
import { exclusionsOf, sumOf, waitingUnits, wantedItems, type GroupCase, type WantedItem } from "./group-case.ts";
import { solveOnce, type SolvesLeft } from "./others/solve-region.ts";

/** So many locations that may not serve it are tried as if they might. */
const MOST_LIFTED = 8;

/** So many searches are made in all: five items in ten places take up to 110. */
const MOST_SOLVES = 120;

type Relaxation = { sentence: string; savedMinor: number };

/** `isUnsure`: a search was not made, or ended before it was proven what would be saved. */
type Search = { group: GroupCase; left: SolvesLeft; isUnsure: boolean };

/**
 * What the cheapest plan hangs on: the one thing of each kind that would save most if it were otherwise, by searching again.
 * First a single unit more of one item in one place, then as many as are wanted, then everything in one place; and
 * locations that may not serve it. Waiting has reasons of its own (explain-missing.ts).
 */
export function findBinding(group: GroupCase): string[] {
  const { view, best } = group;
  if (view.candidates.length === 0 || sumOf(waitingUnits(view, best.units)) > 0) return [];
  const isUnsure = best.boundMinor < best.costMinor;
  const search: Search = { group, left: { solves: MOST_SOLVES }, isUnsure };
  const found = [...bindingStock(search), ...bindingExclusion(search)];
  if (search.isUnsure) return [...found, "The search for it ended early: there may be more to save."];
  if (found.length > 0) return found;
  if (view.candidates.length === 1) return ["Nothing: the only location that may serve it has everything."];
  return ["Nothing: more stock anywhere would not make it cheaper."];
}

function bindingStock(search: Search): string[] {
  const { problem } = search.group.view;
  const places = problem.places.map((place) => {
    const stock = [...place.stock];
    for (const { item, units } of wantedItems(search.group)) stock[item] = Math.max(stock[item]!, units);
    return { ...place, stock };
  });
  if (savedBy(search, { ...problem, places }) === 0) return [];
  for (const tries of [oneUnitMore, allUnitsOfOne, everythingInOnePlace]) {
    const most = mostSaving(tries(search));
    if (most) return [most.sentence];
  }
  return search.isUnsure ? [] : ["More of several things in several places would make it cheaper."];
}

function oneUnitMore(search: Search): Relaxation[] {
  return scarceStock(search.group).map(({ place, wanted }) => relaxStock(search, place, [{ wanted, units: 1 }]));
}

function allUnitsOfOne(search: Search): Relaxation[] {
  return scarceStock(search.group)
    .filter(({ lacking }) => lacking > 1)
    .map(({ place, wanted, lacking }) => relaxStock(search, place, [{ wanted, units: lacking }]));
}

function everythingInOnePlace(search: Search): Relaxation[] {
  const scarce = scarceStock(search.group);
  return search.group.view.candidates.flatMap((_, place) => {
    const here = scarce.filter((each) => each.place === place);
    if (here.length < 2) return [];
    const more = here.map(({ wanted, lacking }) => ({ wanted, units: lacking }));
    return [relaxStock(search, place, more)];
  });
}

/** Where there is less of an item than is wanted of it: at places of the plan first, then at the nearest. */
function scarceStock(group: GroupCase): { place: number; wanted: WantedItem; lacking: number }[] {
  const { view, best } = group;
  const isUsed = (place: number) => best.units.some((row) => row[place]! > 0);
  const places = [...view.candidates.keys()].sort((a, b) => Number(isUsed(b)) - Number(isUsed(a)) || a - b);
  return places.flatMap((place) =>
    wantedItems(group).flatMap((wanted) => {
      const lacking = wanted.units - view.problem.places[place]!.stock[wanted.item]!;
      return lacking > 0 ? [{ place, wanted, lacking }] : [];
    }),
  );
}

function relaxStock(search: Search, place: number, more: readonly { wanted: WantedItem; units: number }[]): Relaxation {
  const { view, context } = search.group;
  const { problem, candidates } = view;
  const stock = [...problem.places[place]!.stock];
  for (const { wanted, units } of more) stock[wanted.item]! += units;
  const places = problem.places.with(place, { ...problem.places[place]!, stock });
  const savedMinor = savedBy(search, { ...problem, places });
  const goods = listInWords(more.map(({ wanted, units }) => `${count(units, "more unit")} of ${wanted.title}`));
  const saved = sayMoney(savedMinor, context.settings.shopCurrency);
  return { sentence: `${goods} in ${candidates[place]!.location.name} would save ${saved}.`, savedMinor };
}

/** Locations that may not serve it and have some of it, as if they might. */
function bindingExclusion(search: Search): string[] {
  const { context, area, view, stock, group, destination } = search.group;
  const wanted = wantedItems(search.group);
  const tried = context.locations
    .filter(({ id }) => !view.candidates.some(({ location }) => location.id === id))
    .filter(({ id }) => wanted.some(({ inventoryItemId }) => stock.remaining(inventoryItemId, id) > 0))
    .slice(0, MOST_LIFTED)
    .map((location): Relaxation => {
      const exclusions = exclusionsOf(search.group, location);
      const lifted = liftExclusions(context, area, location, exclusions);
      const savedMinor = savedBy(search, viewGroup(lifted, group, stock, destination).problem);
      const why = listInWords(exclusions.map((each) => each.why));
      const saved = sayMoney(savedMinor, context.settings.shopCurrency);
      return { sentence: `${location.name} ${why}; otherwise it would cost ${saved} less.`, savedMinor };
    });
  const most = mostSaving(tried);
  return most ? [most.sentence] : [];
}

function mostSaving(relaxations: readonly Relaxation[]): Relaxation | null {
  let most: Relaxation | null = null;
  for (const each of relaxations) if (each.savedMinor > (most?.savedMinor ?? 0)) most = each;
  return most;
}

/** How much cheaper the cheapest plan gets; 0 where it does not, or where that was not found out. */
function savedBy(search: Search, problem: RoutingProblem): number {
  const relaxed = solveOnce(problem, search.left);
  if (relaxed === null || relaxed.boundMinor < relaxed.costMinor) search.isUnsure = true;
  return relaxed === null ? 0 : Math.max(0, search.group.best.costMinor - relaxed.costMinor);
}
