import { BlockStack, Box, InlineGrid, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

export type SettingsSectionProps = { title: string; description: string; children: ReactNode };

/** A part of the settings with what it is about beside it; above it on a phone, where Polaris' own has no margin. */
export function SettingsSection({ title, description, children }: SettingsSectionProps) {
  return (
    <InlineGrid columns={{ xs: "1fr", md: "2fr 5fr" }} gap={{ xs: "300", md: "400" }}>
      <Box as="section" paddingInline={{ xs: "400", sm: "0" }}>
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          <Text as="p" tone="subdued">
            {description}
          </Text>
        </BlockStack>
      </Box>
      <div>{children}</div>
    </InlineGrid>
  );
}
