import { useFetcher } from "@remix-run/react";
import { BlockStack, SkeletonBodyText, Text } from "@shopify/polaris";
import { Fold } from "#app/ui/fold.tsx";
import { indentJson } from "#app/ui/indent-json.ts";
import { Payload } from "#app/ui/payload.tsx";
import type { MessageText } from "./route.ts";

/** The raw body of an inbox message, fetched when it is unfolded. */
export function MessageBody({ messageId, title }: { messageId: string; title: string }) {
  const fetcher = useFetcher<MessageText | string>();
  const body = fetcher.data;
  return (
    <Fold title={title} onFirstOpen={() => fetcher.load(`/app/messages/${messageId}`)}>
      {typeof body === "string" ? (
        <Text as="p" tone="critical">
          {body}
        </Text>
      ) : body ? (
        <BlockStack gap="100">
          <Payload label={title} text={body.text === "" ? "The body is empty." : indentJson(body.text)} />
          {body.isCut && (
            <Text as="p" tone="subdued">
              Only the beginning is shown: the whole is too long for a page.
            </Text>
          )}
        </BlockStack>
      ) : (
        <SkeletonBodyText lines={4} />
      )}
    </Fold>
  );
}
