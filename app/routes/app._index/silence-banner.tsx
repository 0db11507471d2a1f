import { Banner, Text } from "@shopify/polaris";
import type { ShownSilence } from "#app/queries/troubles/read-silence.ts";
import { Time } from "#app/ui/shop-context.tsx";

/** That Shopify does not answer for this shop, since when, and what happens meanwhile. */
export function SilenceBanner({ silence }: { silence: ShownSilence | null }) {
  if (silence === null) return null;
  const { since, tryAgainAt, isTokenRefused } = silence;
  return (
    <Banner tone="warning" title="Shopify does not answer for this shop">
      <Text as="p">
        {isTokenRefused
          ? "Shopify has refused the app's access to this shop since "
          : "Shopify has not answered for this shop since "}
        <Time at={since} />
        {"; trying again at "}
        <Time at={tryAgainAt} />
        {". Orders are decided meanwhile, and what Shopify has to hear waits: nothing is lost."}
        {isTokenRefused && " If this lasts, close the app and open it again in the Shopify admin."}
      </Text>
    </Banner>
  );
}
