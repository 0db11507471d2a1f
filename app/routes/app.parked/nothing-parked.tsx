import { BlockStack, Card, Text } from "@shopify/polaris";
import { EmptyPicture } from "#app/ui/empty-picture.tsx";

/** The page as it should be. */
export function NothingParked() {
  return (
    <Card>
      <BlockStack gap="200">
        <EmptyPicture />
        <Text as="h2" variant="headingMd">
          Nothing is parked
        </Text>
        <Text as="p">
          A message that cannot be understood is kept here with its reason, so that nothing is lost and everything else
          goes on. You can then replay it or discard it.
        </Text>
      </BlockStack>
    </Card>
  );
}
