import { count, listInWords, sayMoney } from "#app/domain/basics/phrase.ts";
import { priceGroup } from "#app/domain/routing/price-group.ts";
import type { Exclusion } from "./exclusions.ts";
import { exclusionsOf, sumOf, wantedItems, waitingUnits, type GroupCase } from "./group-case.ts";
import type { RouteProof } from "./route-certificate.ts";

/** How a list of locations begins that are left out for one reason. */
const LEFT_OUT: Record<Exclusion["kind"], string> = {
  closed: "Switched off",
  offline: "Serving no online orders",
  service: "Another app's fulfillment service",
  border: "Beyond the customs border",
  "unknown country": "In a country that is not known",
  "locked elsewhere": "Not where it is locked to",
  "turned down": "Having turned it down",
  region: "Not sending there",
  rule: "Left out by a rule of the merchant's",
};

/** That no plan costs less than the chosen one, or by how much one might; and between which locations it was chosen. */
export function proveRoute(group: GroupCase): RouteProof {
  return {
    verdict: verdictOf(group),
    sentence: `${sayField(group)} ${sayGap(group)}`.trim(),
    leftOut: sayLeftOut(group),
  };
}

function verdictOf({ chosen, best }: GroupCase): RouteProof["verdict"] {
  if (chosen.costMinor === best.boundMinor) return "cheapest";
  return best.costMinor === best.boundMinor ? "stands" : "open";
}

function sayLeftOut(group: GroupCase): string[] {
  const { context, view } = group;
  const namesByWhy = new Map<string, string[]>();
  for (const location of context.locations) {
    const at = view.candidates.findIndex((candidate) => candidate.location.id === location.id);
    if (at !== -1 && hasAny(group, at)) continue;
    const kinds = exclusionsOf(group, location).map(({ kind }) => LEFT_OUT[kind]);
    const why = at === -1 ? listInWords(kinds) : "Having none of it";
    namesByWhy.set(why, [...(namesByWhy.get(why) ?? []), location.name]);
  }
  return [...namesByWhy].map(([why, names]) => `${why}: ${listInWords(names)}.`);
}

function sayField({ context, view }: GroupCase): string {
  const [all, candidates] = [context.locations.length, view.candidates.length];
  if (candidates === 0) return `None of ${count(all, "location")} may serve it.`;
  return `${candidates} of ${count(all, "location")} may serve it.`;
}

function sayGap(group: GroupCase): string {
  const { context, view, chosen, best } = group;
  const { policy } = view;
  if (view.candidates.length === 0) return "";
  const gapMinor = chosen.costMinor - best.boundMinor;
  if (gapMinor === 0)
    return sumOf(waitingUnits(view, chosen.units)) > 0
      ? "No plan serves more, and none that serves as much costs less."
      : "No plan costs less.";
  const { totalMinor } = priceGroup(view, chosen);
  const share = totalMinor > 0 && gapMinor < policy.waitMinor ? ` (${percent(gapMinor / totalMinor)})` : "";
  const gap = `${sayMoney(gapMinor, context.settings.shopCurrency)}${share}`;
  if (verdictOf(group) === "stands") {
    return `The cheapest plan costs ${gap} less, which is not worth changing a plan that stands.`;
  }
  if (gapMinor >= policy.waitMinor) return "The search ended before it was proven that no plan serves more.";
  return `The search ended early: no plan costs more than ${gap} less.`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** Goods of which nothing is counted are everywhere. */
function hasAny(group: GroupCase, place: number): boolean {
  const wanted = wantedItems(group);
  const { stock } = group.view.problem.places[place]!;
  return wanted.length === 0 || wanted.some(({ item }) => stock[item]! > 0);
}
