import { BlockStack, Card, Text } from "@shopify/polaris";
import type { AddressFacts } from "#app/domain/orders/order-facts.ts";
import type { OrderBuyer } from "#app/queries/in-sight/order-page.ts";
import { countryName } from "#app/ui/words/format-country.ts";

/** Who bought it and where it goes. */
export function BuyerCard({ buyer }: { buyer: OrderBuyer }) {
  if (buyer.isRedacted) {
    return (
      <Card>
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            Buyer
          </Text>
          <Text as="p">The buyer asked to be forgotten: what was known about them is erased.</Text>
        </BlockStack>
      </Card>
    );
  }
  const contact = [buyer.customer?.displayName, buyer.company?.name, buyer.email, buyer.phone].filter((line) => line);
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Buyer
          </Text>
          {contact.length === 0 && <Text as="p">Not known.</Text>}
          {contact.map((line) => (
            <Text as="p" key={line} breakWord>
              {line}
            </Text>
          ))}
          {buyer.poNumber && <Text as="p">{`Purchase order ${buyer.poNumber}`}</Text>}
        </BlockStack>
        <Address title="Ships to" address={buyer.shippingAddress} />
        {buyer.billingAddress && <Address title="Billed to" address={buyer.billingAddress} />}
        {buyer.note && (
          <BlockStack gap="100">
            <Text as="h3" variant="headingSm">
              Note
            </Text>
            <Text as="p" breakWord>
              {buyer.note}
            </Text>
          </BlockStack>
        )}
      </BlockStack>
    </Card>
  );
}

function Address({ title, address }: { title: string; address: AddressFacts | null }) {
  const lines = address ? linesOf(address) : [];
  return (
    <BlockStack>
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      {lines.length === 0 ? (
        <Text as="p" tone="subdued">
          No address.
        </Text>
      ) : (
        lines.map((line, index) => (
          <Text as="p" key={`${index} ${line}`} breakWord>
            {line}
          </Text>
        ))
      )}
    </BlockStack>
  );
}

function linesOf(address: AddressFacts): string[] {
  const town = [address.zip, address.city].filter((part) => part).join(" ");
  const region = [address.provinceCode, address.countryCode && countryName(address.countryCode)]
    .filter((part) => part)
    .join(", ");
  const lines = [address.name, address.company, address.address1, address.address2, town, region, address.phone];
  return lines.filter((line): line is string => Boolean(line));
}
