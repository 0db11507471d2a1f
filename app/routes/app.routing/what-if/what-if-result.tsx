import { Banner, BlockStack, Text, type BannerTone } from "@shopify/polaris";
import type { PolicyVerdict } from "#app/domain/routing/what-if/judge-policy.ts";
import type { WhatIf } from "#app/queries/routing/what-if/replay-period.ts";
import { Time } from "#app/ui/shop-context.tsx";
import { countOf } from "#app/ui/words/format-money.ts";
import { ChangedOrders } from "./changed-orders.tsx";
import { CompareTable } from "./compare-table.tsx";
import { compareLocations, compareTallies } from "./compare-tallies.ts";

const TONES: Record<PolicyVerdict["kind"], BannerTone> = {
  same: "info",
  better: "success",
  worse: "warning",
  trade: "info",
};

/** What the draft would have done, beside the policy that holds. */
export function WhatIfResult({ result, isOfEarlierDraft }: { result: WhatIf; isOfEarlierDraft: boolean }) {
  if (result.today.orders === 0)
    return (
      <Text as="p">
        No order was routed in that time. Orders that came before Switchyard kept what it looked at are not here either.
      </Text>
    );
  return (
    <BlockStack gap="400">
      {isOfEarlierDraft && (
        <Banner tone="warning" title="The form has changed since: this is of the form as it stood before." />
      )}
      <div role="status">
        <Banner tone={TONES[result.verdict.kind]} title={result.verdict.sentence} />
      </div>
      <Text as="p" tone="subdued">
        {countOf(result.today.orders, "order")} routed between <Time at={result.from} /> and <Time at={result.to} />.{" "}
        {sayBasis(result)}
      </Text>
      <CompareTable label="What it comes to" first="" rows={compareTallies(result)} />
      <CompareTable label="Orders and units by location" first="Location" rows={compareLocations(result)} />
      <ChangedOrders result={result} />
    </BlockStack>
  );
}

/** How far what is compared is what was decided then. */
function sayBasis({ today, asDecided, leftOut }: WhatIf): string {
  const others = today.orders - asDecided;
  const decided =
    others === 0
      ? "Under the policy that holds each comes out as it was decided."
      : `Under the policy that holds ${countOf(asDecided, "order")} ${asDecided === 1 ? "comes" : "come"} out as decided then; the others were decided under another.`;
  return leftOut === 0 ? decided : `${decided} ${countOf(leftOut, "order")} in another currency left out.`;
}
