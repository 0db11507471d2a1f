import { BlockStack, Button, Card, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { XIcon } from "@shopify/polaris-icons";
import { countryName } from "#app/ui/words/format-country.ts";
import type { PolicyPartProps } from "./sku-rules-card.tsx";

export type RegionsCardProps = PolicyPartProps & { locations: { id: string; name: string }[] };

/** Where a location does not send to. */
export function RegionsCard({ draft: { excludedRegions }, fields, locations, onChange }: RegionsCardProps) {
  const rows = locations.filter(({ id }) => id in excludedRegions);
  const others = locations.filter(({ id }) => !(id in excludedRegions));
  const change = (id: string, text: string) => onChange({ excludedRegions: { ...excludedRegions, [id]: text } });
  const remove = (id: string) => {
    const { [id]: _removed, ...kept } = excludedRegions;
    onChange({ excludedRegions: kept });
  };
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Where a location does not send to
          </Text>
          <Text as="p" tone="subdued">
            Countries such as CH, or provinces such as US-AK, with commas between.
          </Text>
        </BlockStack>
        {rows.map(({ id, name }) => (
          <InlineStack key={id} gap="200" wrap={false} blockAlign="start">
            <div style={{ flex: 1 }}>
              <TextField
                label={`${name} does not send to`}
                autoComplete="off"
                value={excludedRegions[id]}
                helpText={namesOf(excludedRegions[id]!)}
                error={fields[`excludedRegions.${id}`]}
                onChange={(text) => change(id, text)}
                connectedRight={
                  <Button icon={XIcon} accessibilityLabel={`Let ${name} send everywhere`} onClick={() => remove(id)} />
                }
              />
            </div>
          </InlineStack>
        ))}
        {rows.length === 0 && <Text as="p">Every location sends everywhere its border allows.</Text>}
        {others.length > 0 && (
          <Select
            label="Add a location"
            options={[
              { value: "", label: "Choose one" },
              ...others.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value=""
            onChange={(id) => id !== "" && change(id, "")}
          />
        )}
      </BlockStack>
    </Card>
  );
}

/** "Switzerland, Alaska" cannot be told of provinces: "Switzerland, AK in United States". */
function namesOf(text: string): string {
  const codes = text.toUpperCase().match(/\b[A-Z]{2}(-[A-Z0-9]{1,3})?\b/g) ?? [];
  return codes
    .map((code) => {
      const [country = "", province] = code.split("-");
      return province === undefined ? countryName(country) : `${province} in ${countryName(country)}`;
    })
    .join(", ");
}
