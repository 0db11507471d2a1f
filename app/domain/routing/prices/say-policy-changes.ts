import { sayMoney } from "#app/domain/basics/phrase.ts";
import { POLICY_AMOUNTS, type PolicyAmount, type SavedPolicy } from "./routing-policy.ts";

const AMOUNT_TITLE: Record<PolicyAmount, string> = {
  splitMinor: "Each parcel beyond the first",
  dayMinor: "Each day later",
  parcelMinor: "Packing a parcel",
  unitMinor: "Picking a unit",
  movedUnitMinor: "A unit that leaves from elsewhere",
  changeMinor: "Leaving a plan that stands",
};

/** What differs between two versions of a policy, a phrase each: "Each day later: 0.50 EUR → 1.00 EUR". */
export function sayPolicyChanges(
  before: SavedPolicy,
  after: SavedPolicy,
  locationNameById: Readonly<Record<string, string>>,
): string[] {
  const amounts = POLICY_AMOUNTS.flatMap((name) => {
    const [was, is] = [sayMoney(before[name], before.currency), sayMoney(after[name], after.currency)];
    return was === is ? [] : [`${AMOUNT_TITLE[name]}: ${was} → ${is}`];
  });
  const groups = ({ keepTogether }: SavedPolicy) => keepTogether.map((group) => group.join(" + "));
  const locationIds = new Set([...Object.keys(before.excludedRegions), ...Object.keys(after.excludedRegions)]);
  return [
    ...amounts,
    ...sayList("Ships alone", before.shipsAloneSkus, after.shipsAloneSkus),
    ...sayList("Kept together", groups(before), groups(after)),
    ...sayList("Never split", before.neverSplitSkus, after.neverSplitSkus),
    ...sayList("Available anywhere", before.availableAnywhereSkus, after.availableAnywhereSkus),
    ...[...locationIds].flatMap((id) =>
      sayList(
        `${locationNameById[id] ?? `Location ${id}`} does not send to`,
        before.excludedRegions[id] ?? [],
        after.excludedRegions[id] ?? [],
      ),
    ),
  ];
}

function sayList(title: string, before: readonly string[], after: readonly string[]): string[] {
  const added = after.filter((each) => !before.includes(each));
  const removed = before.filter((each) => !after.includes(each));
  const parts = [
    ...(added.length > 0 ? [`added ${added.join(", ")}`] : []),
    ...(removed.length > 0 ? [`removed ${removed.join(", ")}`] : []),
  ];
  return parts.length === 0 ? [] : [`${title}: ${parts.join("; ")}`];
}
