import { Banner, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import type { DefaultTable } from "#app/domain/routing/prices/parcel-rates.ts";
import type { ShownCard } from "#app/queries/routing/shipping-costs/read-shipping-costs.ts";
import { ConfirmModal } from "#app/ui/confirm-modal.tsx";
import { Fold } from "#app/ui/fold.tsx";
import { useMay, useShop } from "#app/ui/shop-context.tsx";
import { nameClick, type Clicks } from "#app/ui/use-clicks.ts";
import { countOf } from "#app/ui/words/format-money.ts";
import { RatesTable } from "./rates-table.tsx";
import { sayZone } from "./rate-words.ts";

export type CardsSectionProps = { version: number; cards: ShownCard[]; estimates: DefaultTable; clicks: Clicks };

/** What sending costs now: the rate cards, and the estimates wherever none of them goes. */
export function CardsSection({ version, cards, estimates, clicks }: CardsSectionProps) {
  const [removing, setRemoving] = useState<ShownCard>();
  return (
    <BlockStack gap="400">
      {cards.map((card) => (
        <RateCardCard key={card.key} card={card} clicks={clicks} onRemove={() => setRemoving(card)} />
      ))}
      <EstimatesCard estimates={estimates} isAlone={cards.length === 0} />
      <ConfirmModal
        isOpen={removing !== undefined}
        title={`Remove ${removing?.service ?? ""}?`}
        sentence="Where no other rate card goes, what sending costs is estimated again. You can return to this version."
        confirm="Remove"
        onConfirm={() =>
          removing && clicks.click("remove_card", { subject: removing.key, seenVersion: String(version) })
        }
        onClose={() => setRemoving(undefined)}
      />
    </BlockStack>
  );
}

function RateCardCard({ card, clicks, onRemove }: { card: ShownCard; clicks: Clicks; onRemove: () => void }) {
  const may = useMay("change_settings");
  const { key, service, from, zones, steps, currency, isInUse } = card;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
          <BlockStack gap="050">
            <Text as="h2" variant="headingMd">
              {service}
            </Text>
            <Text as="p" tone="subdued">
              {from === null ? "From all locations" : `From ${from.join(", ")}`}
            </Text>
          </BlockStack>
          <Button
            disabled={!may.allowed || clicks.pending !== undefined}
            loading={clicks.pending === nameClick("remove_card", key)}
            accessibilityLabel={`Remove ${service}`}
            onClick={onRemove}
          >
            Remove
          </Button>
        </InlineStack>
        {!isInUse && (
          <Banner tone="warning">
            {`Its prices are in ${currency}, which is not the currency of the shop any more: it holds for nothing.`}
          </Banner>
        )}
        <RatesTable
          label={`Prices of ${service}`}
          zones={zones.map(({ name, days }) => ({ name: capital(sayZone(name)), note: countOf(days, "day") }))}
          steps={steps}
          currency={currency}
        />
        <Fold title="Where the zones go">
          <BlockStack gap="100">
            {zones.map(({ name, destinations }) => (
              <Text key={name} as="p" breakWord>
                {`${capital(sayZone(name))}: ${destinations === "*" ? "everywhere else" : destinations}`}
              </Text>
            ))}
          </BlockStack>
        </Fold>
      </BlockStack>
    </Card>
  );
}

/** The estimates: in full where nothing else holds, folded away where they only fill gaps. */
function EstimatesCard({ estimates, isAlone }: { estimates: DefaultTable; isAlone: boolean }) {
  const { currency } = useShop();
  const { zones, steps, abroad } = estimates;
  const named = zones.map(({ upToKm, days }, index) => {
    const farther = `Over ${zones[index - 1]?.upToKm?.toLocaleString("en") ?? 0} km`;
    return { name: upToKm === null ? farther : `To ${upToKm.toLocaleString("en")} km`, note: countOf(days, "day") };
  });
  const table = <RatesTable label="Estimated prices" zones={named} steps={steps} currency={currency} />;
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {isAlone ? "Estimated prices hold now" : "Estimated elsewhere"}
          </Text>
          <Text as="p" tone="subdued">
            {isAlone
              ? "You have entered no rates yet. Until you do, a parcel is reckoned with by its weight and the distance from the location, as the large ground carriers price it for a shop of a thousand parcels a month. Import your own rates, and routes are chosen by what you really pay."
              : "Where none of your rate cards goes, a parcel is reckoned with by its weight and the distance."}
          </Text>
          <Text as="p" tone="subdued">
            {`Across a border it costs ${abroad.percent / 100} times as much and takes ${countOf(abroad.days, "day")} more.`}
          </Text>
        </BlockStack>
        {isAlone ? table : <Fold title="The estimates">{table}</Fold>}
      </BlockStack>
    </Card>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
