import { formatMinor } from "#app/domain/basics/money.ts";
import { POLICY_AMOUNTS, type PolicyAmount, type RoutingPolicy } from "#app/domain/routing/prices/routing-policy.ts";

/** The form as it stands on the page: what is typed is text until it is saved. Lists have one SKU a line, or commas between. */
export type PolicyDraft = {
  amounts: Record<PolicyAmount, string>;
  shipsAloneSkus: string;
  neverSplitSkus: string;
  availableAnywhereSkus: string;
  /** One text for each group. */
  keepTogether: string[];
  /** By location. */
  excludedRegions: Record<string, string>;
  why: string;
};

/** The form as it is before anybody touches it. */
export function draftOf(policy: RoutingPolicy, currency: string): PolicyDraft {
  const amounts = POLICY_AMOUNTS.map((name) => [name, formatMinor(policy[name], currency)] as const);
  const regions = Object.entries(policy.excludedRegions).map(([id, codes]) => [id, codes.join(", ")] as const);
  return {
    amounts: Object.fromEntries(amounts) as PolicyDraft["amounts"],
    shipsAloneSkus: policy.shipsAloneSkus.join("\n"),
    neverSplitSkus: policy.neverSplitSkus.join("\n"),
    availableAnywhereSkus: policy.availableAnywhereSkus.join("\n"),
    keepTogether: policy.keepTogether.map((group) => group.join(", ")),
    excludedRegions: Object.fromEntries(regions),
    why: "",
  };
}

/** Whether two forms say the same; why it is changed is no change. */
export function isSameDraft(left: PolicyDraft, right: PolicyDraft): boolean {
  const told = (draft: PolicyDraft) => JSON.stringify({ ...draft, why: "" });
  return told(left) === told(right);
}
