import { Banner } from "@shopify/polaris";

/** Why a click did nothing. Stays until the next one: a toast would be gone before it is read. */
export function Problem({ sentence }: { sentence: string | undefined }) {
  if (sentence === undefined) return null;
  return <Banner tone="critical" title={sentence} />;
}
