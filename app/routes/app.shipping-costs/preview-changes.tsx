import { Badge, Banner, BlockStack, InlineStack, List, Text } from "@shopify/polaris";
import type { RatePreview, ShownPriceChange } from "#app/queries/routing/shipping-costs/preview-rate-file.ts";
import { useShop } from "#app/ui/shop-context.tsx";
import { countOf, formatMoney } from "#app/ui/words/format-money.ts";
import { sayWeight, sayZone } from "./rate-words.ts";

/** What a file would change, before it is saved. */
export function PreviewChanges({ preview }: { preview: RatePreview }) {
  const { currency } = useShop();
  const { added, changed, removed, zonesChanged, priceChanges, zoneChanges } = preview;
  const whole = `${countOf(preview.cards, "rate card")} with ${countOf(preview.prices, "price")}`;
  if (added + changed + removed + zonesChanged === 0)
    return <Banner tone="info" title={`The file has ${whole}, and changes nothing: these rates hold already.`} />;
  const hidden = added + changed + removed - priceChanges.length;
  return (
    <BlockStack gap="300">
      <BlockStack gap="200">
        <Text as="h3" variant="headingSm">
          {`What changes when you save: ${whole}`}
        </Text>
        <InlineStack gap="200">
          {changed > 0 && <Badge tone="attention">{`${countOf(changed, "price")} changed`}</Badge>}
          {removed > 0 && <Badge tone="critical">{`${countOf(removed, "price")} removed`}</Badge>}
          {added > 0 && <Badge tone="success">{`${countOf(added, "price")} added`}</Badge>}
          {zonesChanged > 0 && <Badge tone="attention">{`${countOf(zonesChanged, "zone")} changed`}</Badge>}
        </InlineStack>
      </BlockStack>
      <div
        role="region"
        aria-label="Changes"
        // Scrolled by keyboard too.
        tabIndex={0}
        style={{ maxHeight: "20rem", overflowY: "auto" }}
      >
        <List>
          {zoneChanges.map((zone) => (
            <List.Item key={`zone ${zone.service} ${zone.zone}`}>
              {`${zone.service}, ${sayZone(zone.zone)}: `}
              {zone.days && `${countOf(zone.days.after, "day")} instead of ${zone.days.before}. `}
              {zone.destinations && `${zone.destinations.after} instead of ${zone.destinations.before}.`}
            </List.Item>
          ))}
          {priceChanges.map((change) => (
            <List.Item key={`${change.service} ${change.from?.join()} ${change.zone} ${change.upToGrams}`}>
              {sayPlace(change)}
              {": "}
              {sayPrices(change, currency)}
            </List.Item>
          ))}
          {hidden > 0 && <List.Item>{`and ${countOf(hidden, "more price")}`}</List.Item>}
        </List>
      </div>
      <Text as="p" tone="subdued">
        Orders decided from then on are routed by these prices. Plans that stand stay as they are.
      </Text>
    </BlockStack>
  );
}

function sayPlace({ service, from, zone, upToGrams }: ShownPriceChange): string {
  const origin = from === null ? "" : ` from ${from.join(", ")}`;
  return `${service}${origin}, ${sayZone(zone)}, up to ${sayWeight(upToGrams)}`;
}

function sayPrices({ beforeMinor, afterMinor }: ShownPriceChange, currency: string): string {
  if (beforeMinor === null) return `${formatMoney(afterMinor ?? 0, currency)}, added`;
  if (afterMinor === null) return `${formatMoney(beforeMinor, currency)}, removed`;
  return `${formatMoney(afterMinor, currency)} instead of ${formatMoney(beforeMinor, currency)}`;
}
