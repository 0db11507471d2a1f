import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import { EmptyPicture } from "#app/ui/empty-picture.tsx";

/** What a shop sees before its first order. */
export function FirstOrderCard() {
  return (
    <Card>
      <BlockStack gap="200">
        <EmptyPicture />
        <Text as="h2" variant="headingMd">
          No orders yet
        </Text>
        <Text as="p">
          The next order that is placed appears here within seconds, with what would be done about it. Until you say
          otherwise Switchyard only watches: <Link url="/app/settings">choose what it may do in Settings</Link>.
        </Text>
      </BlockStack>
    </Card>
  );
}
