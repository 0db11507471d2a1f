import { BlockStack, Button, Card, InlineError, InlineGrid, InlineStack, Select, Tag, Text } from "@shopify/polaris";
import { useState } from "react";
import { countryName } from "#app/ui/words/format-country.ts";

export type CrossingsCardProps = {
  /** "DE>FR" */
  pairs: string[];
  countryCodes: string[];
  problem: string | undefined;
  onChange: (pairs: string[]) => void;
};

/** The pairs of countries between which an order may be moved. */
export function CrossingsCard({ pairs, countryCodes, problem, onChange }: CrossingsCardProps) {
  const [from, setFrom] = useState(countryCodes[0] ?? "");
  const [to, setTo] = useState(countryCodes[1] ?? "");
  const options = countryCodes.map((code) => ({ value: code, label: countryName(code) }));
  const pair = `${from}>${to}`;
  return (
    <Card>
      <BlockStack gap="300">
        {pairs.length === 0 ? (
          <Text as="p">No border may be crossed.</Text>
        ) : (
          <InlineStack gap="200">
            {pairs.map((each) => (
              <Tag key={each} onRemove={() => onChange(pairs.filter((kept) => kept !== each))}>
                {describePair(each)}
              </Tag>
            ))}
          </InlineStack>
        )}
        {countryCodes.length < 2 ? (
          <Text as="p" tone="subdued">
            Your locations are in one country, so there is no border between them.
          </Text>
        ) : (
          <InlineGrid columns={{ xs: 1, sm: ["twoThirds", "twoThirds", "oneThird"] }} gap="200" alignItems="end">
            <Select label="Charged for a parcel from" options={options} value={from} onChange={setFrom} />
            <Select label="May be sent from" options={options} value={to} onChange={setTo} />
            <Button disabled={from === to || pairs.includes(pair)} onClick={() => onChange([...pairs, pair].sort())}>
              Allow
            </Button>
          </InlineGrid>
        )}
        {problem && <InlineError fieldID="allowedBorderCrossings" message={problem} />}
      </BlockStack>
    </Card>
  );
}

function describePair(pair: string): string {
  const [from = "", to = ""] = pair.split(">");
  return `${countryName(from)} to ${countryName(to)}`;
}
