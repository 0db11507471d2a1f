import { Banner, BlockStack, Text } from "@shopify/polaris";

/** What will change once the form is saved, before it is. */
export function PromiseBanner({ title, sentences }: { title: string; sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <Banner tone="info" title={title}>
      <BlockStack gap="100">
        {sentences.map((sentence) => (
          <Text as="p" key={sentence}>
            {sentence}
          </Text>
        ))}
      </BlockStack>
    </Banner>
  );
}
