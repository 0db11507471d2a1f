import { Banner } from "@shopify/polaris";
import type { Clicks } from "#app/ui/use-clicks.ts";

/** Why the import came to nothing, and the button that begins it again. */
export function FailedCard({ reason, clicks }: { reason: string | null; clicks: Clicks }) {
  return (
    <Banner
      tone="critical"
      title="Your last 60 days could not be read"
      action={{
        content: "Start again",
        loading: clicks.pending !== undefined,
        onAction: () => clicks.click("start_again"),
      }}
    >
      <p>{reason ?? "Shopify did not say why."} Orders that come in now are not touched by this.</p>
    </Banner>
  );
}
