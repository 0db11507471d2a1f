import { Banner, BlockStack } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useMay } from "#app/ui/shop-context.tsx";

/** The form, open for who may change the settings; for who may only see them it is locked, with the reason above it. */
export function OpenSettings({ children }: { children: ReactNode }) {
  const permission = useMay("change_settings");
  if (permission.allowed) return <BlockStack gap="600">{children}</BlockStack>;
  return (
    <BlockStack gap="600">
      <Banner tone="info" title={permission.reason} />
      <fieldset disabled style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
        <BlockStack gap="600">{children}</BlockStack>
      </fieldset>
    </BlockStack>
  );
}
