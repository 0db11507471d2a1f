import { BlockStack, Card, InlineError, InlineStack, Text, TextField } from "@shopify/polaris";
import { POLICY_AMOUNTS, type PolicyAmount } from "#app/domain/routing/prices/routing-policy.ts";
import { useShop } from "#app/ui/shop-context.tsx";
import type { PolicyPartProps } from "./sku-rules-card.tsx";

/** What stands before an amount and behind its currency. */
const SENTENCE: Record<PolicyAmount, { before: string; after: string }> = {
  splitMinor: { before: "Each parcel beyond the first costs", after: "of goodwill." },
  dayMinor: { before: "Each day later than the earliest possible costs", after: "of goodwill." },
  parcelMinor: { before: "Packing a parcel and handing it over costs", after: "of work." },
  unitMinor: { before: "Picking a unit costs", after: "of work." },
  movedUnitMinor: { before: "A unit from elsewhere than where Shopify put it costs", after: "of trust." },
  changeMinor: { before: "A plan that stands is left only for one that saves more than", after: "." },
};

/** The policy in sentences, with the amounts to be filled in. */
export function AmountsCard({ draft, fields, onChange }: PolicyPartProps) {
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            What a route costs
          </Text>
          <Text as="p" tone="subdued">
            The cheapest plan is taken: what carriers ask for its parcels, and what you set here.
          </Text>
        </BlockStack>
        {POLICY_AMOUNTS.map((name) => (
          <AmountSentence
            key={name}
            name={name}
            value={draft.amounts[name]}
            problem={fields[`amounts.${name}`]}
            onChange={(text) => onChange({ amounts: { ...draft.amounts, [name]: text } })}
          />
        ))}
      </BlockStack>
    </Card>
  );
}

type AmountSentenceProps = {
  name: PolicyAmount;
  value: string;
  problem: string | undefined;
  onChange: (text: string) => void;
};

function AmountSentence({ name, value, problem, onChange }: AmountSentenceProps) {
  const { currency } = useShop();
  const { before, after } = SENTENCE[name];
  const id = `amounts.${name}`;
  return (
    <BlockStack gap="100">
      <InlineStack gap="200" blockAlign="center">
        <Text as="span">{before}</Text>
        <div style={{ width: "8rem" }}>
          <TextField
            id={id}
            label={`${before}, in ${currency}`}
            labelHidden
            suffix={currency}
            inputMode="decimal"
            align="right"
            autoComplete="off"
            value={value}
            error={problem !== undefined}
            onChange={onChange}
          />
        </div>
        {after !== "." && <Text as="span">{after}</Text>}
      </InlineStack>
      {problem !== undefined && <InlineError fieldID={id} message={problem} />}
    </BlockStack>
  );
}
