import { listInWords } from "#app/domain/basics/phrase.ts";
import { findCheapestPlan } from "#app/domain/routing/cheapest/find-cheapest-plan.ts";
import type { Option } from "#app/domain/routing/route-group.ts";
import type { GroupView } from "#app/domain/routing/view-group.ts";

/** The rules of the merchant's that decided a group's route, a clause each: "; Tent ships alone". Empty where none did. */
export function sayRules(view: GroupView, chosen: Option, best: Option): string {
  const clauses = [...sayExcluded(view), ...sayAlone(view, chosen), ...saySets(view, chosen, best)];
  return clauses.map((clause) => `; ${clause}`).join("");
}

/** Where Shopify put the work and it may not leave from. */
function sayExcluded({ parts, excluded }: GroupView): string[] {
  const assigned = new Set(parts.map(({ item }) => item.fulfillmentOrder.locationId));
  return excluded
    .filter(({ location }) => assigned.has(location.id))
    .map(({ location, region }) => `${location.name} does not send to ${region}`);
}

function sayAlone({ parts, rules }: GroupView, { units }: Option): string[] {
  const titles = parts.flatMap((_, line) =>
    rules[line]!.shipsAlone && units[line]!.some((count) => count > 0) ? [rules[line]!.title] : [],
  );
  if (titles.length === 0) return [];
  const names = [...new Set(titles)];
  return [`${listInWords(names)} ${names.length === 1 ? "ships" : "ship"} alone`];
}

/** Sets that would leave otherwise if they might be torn apart. */
function saySets({ problem, rules }: GroupView, chosen: Option, best: Option): string[] {
  if (rules.every(({ together }) => together === null)) return [];
  const lines = problem.lines.map((line) => ({ ...line, together: null }));
  const loose = findCheapestPlan({ ...problem, lines });
  const isOtherwise = (line: number) =>
    [chosen, best].every(({ units }) => units[line]!.join() !== loose.units[line]!.join());
  const sets = Map.groupBy(rules.keys(), (line) => rules[line]!.together);
  return [...sets].flatMap(([set, members]) => {
    if (set === null || !members.some(isOtherwise)) return [];
    const names = [...new Set(members.map((line) => rules[line]!.title))];
    return [names.length === 1 ? `${names[0]} is never split` : `${listInWords(names)} are kept together`];
  });
}
