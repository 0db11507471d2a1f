import { BlockStack, Button, Card, FormLayout, InlineStack, Text, TextField } from "@shopify/polaris";
import { XIcon } from "@shopify/polaris-icons";
import type { PolicyDraft } from "./policy-draft.ts";

export type PolicyPartProps = {
  draft: PolicyDraft;
  fields: Record<string, string>;
  onChange: (changed: Partial<PolicyDraft>) => void;
};

type SkuList = "shipsAloneSkus" | "neverSplitSkus" | "availableAnywhereSkus";

const LISTS: readonly { name: SkuList; label: string; helpText: string }[] = [
  { name: "shipsAloneSkus", label: "Ship alone", helpText: "Each unit leaves in a carton of its own." },
  {
    name: "neverSplitSkus",
    label: "Never split",
    helpText: "All units of a line leave from one place; until a location has them all, they wait.",
  },
  {
    name: "availableAnywhereSkus",
    label: "Available anywhere",
    helpText: "Stock is not asked for, and none is promised: any location that lists them in Shopify can send them.",
  },
];

/** Rules that hold whatever they cost, by SKU. */
export function SkuRulesCard({ draft, fields, onChange }: PolicyPartProps) {
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Rules for goods
          </Text>
          <Text as="p" tone="subdued">
            SKUs, one on a line. TENT-* stands for all that begin with TENT-.
          </Text>
        </BlockStack>
        <FormLayout>
          {LISTS.map(({ name, label, helpText }) => (
            <TextField
              key={name}
              label={label}
              helpText={helpText}
              multiline={2}
              maxHeight={200}
              autoComplete="off"
              value={draft[name]}
              error={fields[name]}
              onChange={(text) => onChange({ [name]: text })}
            />
          ))}
        </FormLayout>
        <KeepTogether draft={draft} fields={fields} onChange={onChange} />
      </BlockStack>
    </Card>
  );
}

/** Groups of goods that leave together. */
function KeepTogether({ draft: { keepTogether }, fields, onChange }: PolicyPartProps) {
  const changeGroup = (at: number, text: string) =>
    onChange({ keepTogether: keepTogether.map((group, index) => (index === at ? text : group)) });
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="bodyMd" fontWeight="medium">
        Keep together
      </Text>
      <Text as="p" tone="subdued">
        Goods of one group leave from one place, all of them or none.
      </Text>
      {keepTogether.map((group, at) => (
        <InlineStack key={at} gap="200" wrap={false} blockAlign="start">
          <div style={{ flex: 1 }}>
            <TextField
              label={`Group ${at + 1}`}
              labelHidden
              placeholder="CUP-*, SAUCER-*"
              autoComplete="off"
              value={group}
              error={fields[`keepTogether.${at}`]}
              onChange={(text) => changeGroup(at, text)}
            />
          </div>
          <Button
            icon={XIcon}
            accessibilityLabel={`Remove group ${at + 1}`}
            onClick={() => onChange({ keepTogether: keepTogether.filter((_, index) => index !== at) })}
          />
        </InlineStack>
      ))}
      <InlineStack>
        <Button onClick={() => onChange({ keepTogether: [...keepTogether, ""] })}>Add a group</Button>
      </InlineStack>
    </BlockStack>
  );
}
