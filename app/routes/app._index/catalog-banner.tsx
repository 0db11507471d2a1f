import { Banner, Text } from "@shopify/polaris";
import type { CatalogTrouble } from "#app/queries/troubles/read-catalog-trouble.ts";
import { Time } from "#app/ui/shop-context.tsx";

/** That locations, products and stock cannot be read, why, and what waits for them. */
export function CatalogBanner({ trouble }: { trouble: CatalogTrouble | null }) {
  if (trouble === null) return null;
  return (
    <Banner tone="warning" title="Your locations, products and stock cannot be read">
      <Text as="p">
        {`Shopify's answer cannot be used: “${trouble.reason}” It is tried again at `}
        <Time at={trouble.tryAgainAt} />
        {
          ". Orders wait until then, and nothing is lost. If this lasts, close the app and open it again in the Shopify admin, so that it gets the permissions it asks for."
        }
      </Text>
    </Banner>
  );
}
