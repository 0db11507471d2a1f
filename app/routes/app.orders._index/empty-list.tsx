import { BlockStack, Box, Link, Text } from "@shopify/polaris";
import { EmptyPicture } from "#app/ui/empty-picture.tsx";
import { changeAddress, type ListAddress } from "./list-address.ts";
import { ORDER_TABS } from "./order-tabs.ts";

/** Why there is nothing to see, and what to do next. */
export function EmptyList({ address, hasAnyOrder }: { address: ListAddress; hasAnyOrder: boolean }) {
  const tab = ORDER_TABS.find((each) => each.key === address.tab) ?? ORDER_TABS[0];
  const isNarrowed =
    address.search !== "" || address.country !== null || address.source !== null || address.test !== null;
  const cleared = changeAddress(address, { search: "", country: null, source: null, test: null });
  return (
    <Box padding="800">
      <BlockStack gap="200" inlineAlign="center">
        <EmptyPicture />
        <Text as="p" variant="headingMd">
          {isNarrowed ? "No order fits this" : hasAnyOrder ? "Nothing here" : "No orders yet"}
        </Text>
        <Text as="p" tone="subdued" alignment="center">
          {isNarrowed
            ? "Look for something else, or at all orders of this view."
            : hasAnyOrder
              ? tab.empty
              : ORDER_TABS[0].empty}
        </Text>
        {isNarrowed && <Link url={cleared}>Clear search and filters</Link>}
      </BlockStack>
    </Box>
  );
}
