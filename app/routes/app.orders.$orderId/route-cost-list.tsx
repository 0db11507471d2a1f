import { BlockStack, InlineStack, Text } from "@shopify/polaris";
import type { ShownDecision } from "#app/queries/in-sight/order-page.ts";
import { COST_TERMS } from "#app/ui/words/cost-terms.ts";
import { formatMoney } from "#app/ui/words/format-money.ts";

/** What a route is thought to cost, term by term; terms that are nothing are left out. */
export function RouteCostList({ cost, currency, carriers }: NonNullable<NonNullable<ShownDecision["route"]>["cost"]>) {
  const terms = COST_TERMS.filter(({ term }) => cost[term] !== 0);
  const rows = [
    ...terms.map(({ term, title }) => ({ title, minor: cost[term] })),
    { title: "Total", minor: cost.totalMinor },
  ];
  return (
    <BlockStack gap="150">
      {rows.map(({ title, minor }) => (
        <InlineStack key={title} align="space-between" gap="200" wrap={false}>
          <Text
            as="p"
            tone={title === "Total" ? undefined : "subdued"}
            fontWeight={title === "Total" ? "semibold" : "regular"}
          >
            {title}
          </Text>
          <Text as="p" numeric fontWeight={title === "Total" ? "semibold" : "regular"}>
            {formatMoney(minor, currency)}
          </Text>
        </InlineStack>
      ))}
      <Text as="p" tone="subdued">
        {carriers.length === 0
          ? "Estimated by usual carrier tariffs for the distance and the weight."
          : `Postage by your shipping costs: ${carriers.join("; ")}. The rest is estimated.`}
      </Text>
    </BlockStack>
  );
}
