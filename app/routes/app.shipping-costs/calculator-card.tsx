import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, Card, FormLayout, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import type { ShippingQuote } from "#app/queries/routing/shipping-costs/quote-shipping.ts";
import { useShop } from "#app/ui/shop-context.tsx";
import { countOf, formatMoney } from "#app/ui/words/format-money.ts";
import type { loader } from "./route.tsx";
import { sayZone } from "./rate-words.ts";

/** What a parcel would cost, reckoned as routes are: to see whether the rates say what they should. */
export function CalculatorCard({ locations }: { locations: { id: string; name: string }[] }) {
  const fetcher = useFetcher<typeof loader>();
  const [asked, setAsked] = useState({ location: locations[0]?.id ?? "", country: "", province: "", zip: "", kg: "1" });
  const quote = fetcher.data?.quote;
  const fields: Record<string, string> = quote && "fields" in quote ? quote.fields : {};
  const field = (name: "country" | "province" | "zip" | "kg", label: string, example: string, suffix?: string) => (
    <TextField
      label={label}
      placeholder={example}
      autoComplete="off"
      suffix={suffix}
      maxLength={20}
      value={asked[name]}
      error={fields[name]}
      onChange={(value) => setAsked({ ...asked, [name]: value })}
    />
  );
  if (locations.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            What would a parcel cost?
          </Text>
          <Text as="p" tone="subdued">
            Reckoned as routes are, by the rates that hold now.
          </Text>
        </BlockStack>
        <FormLayout>
          <Select
            label="From"
            options={locations.map(({ id, name }) => ({ value: id, label: name }))}
            value={asked.location}
            onChange={(location) => setAsked({ ...asked, location })}
          />
          <FormLayout.Group condensed>
            {field("country", "To country", "DE")}
            {field("province", "Province", "")}
            {field("zip", "Postal code", "80331")}
            {field("kg", "Weight", "2.5", "kg")}
          </FormLayout.Group>
        </FormLayout>
        <InlineStack>
          <Button
            loading={fetcher.state !== "idle"}
            onClick={() => fetcher.load(`/app/shipping-costs?${new URLSearchParams(asked).toString()}`)}
          >
            Calculate
          </Button>
        </InlineStack>
        <div aria-live="polite">{quote && !("fields" in quote) && <QuoteLines quote={quote} />}</div>
      </BlockStack>
    </Card>
  );
}

function QuoteLines({ quote }: { quote: ShippingQuote }) {
  const { currency } = useShop();
  if ("problem" in quote) return <Banner tone="warning" title={quote.problem} />;
  const { chosen, offers, kilometres, dayMinor } = quote;
  const isChosen = (offer: Offer) => chosen.some((each) => sayWho(each) === sayWho(offer));
  const totalMinor = chosen.reduce((sum, each) => sum + each.priceMinor, 0);
  return (
    <BlockStack gap="200">
      <Text as="p" variant="headingLg">
        {formatMoney(totalMinor, currency)}
      </Text>
      {chosen.map((each) => (
        <Text as="p" key={sayWho(each)}>
          {sayOffer(each)}
        </Text>
      ))}
      {offers
        .filter((offer) => !isChosen(offer))
        .map((offer) => (
          <Text as="p" tone="subdued" key={sayWho(offer)}>
            {`Not taken: ${formatMoney(offer.priceMinor, currency)} with ${sayOffer(offer)}`}
          </Text>
        ))}
      <Text as="p" tone="subdued">
        {kilometres === null
          ? "The distance is not known."
          : `About ${kilometres.toLocaleString("en")} km, to the middle of the country or province.`}
        {offers.length > 1 &&
          ` A day on the way counts as ${formatMoney(dayMinor, currency)} when services are compared.`}
      </Text>
    </BlockStack>
  );
}

type Offer = Extract<ShippingQuote, { chosen: unknown }>["chosen"][number];

function sayWho({ carrier }: Offer): string {
  return carrier === null ? "Estimated, no rate card goes there" : `${carrier.service}, ${sayZone(carrier.zone)}`;
}

function sayOffer(offer: Offer): string {
  const parcels = offer.parcels > 1 ? `, in ${countOf(offer.parcels, "parcel")}` : "";
  return `${sayWho(offer)}: ${countOf(offer.days, "day")}${parcels}`;
}
