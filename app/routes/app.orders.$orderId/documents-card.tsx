import { Badge, BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import type { OrderDocument } from "#app/queries/in-sight/order-page.ts";
import { DownloadButton } from "#app/routes/app.documents.$documentId/download-button.tsx";
import { formatMoney } from "#app/ui/words/format-money.ts";
import { Time } from "#app/ui/shop-context.tsx";

/** Invoices and credit notes that stand for this order. */
export function DocumentsCard({ documents }: { documents: OrderDocument[] }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Documents
        </Text>
        {documents.length === 0 && (
          <Text as="p" tone="subdued">
            None issued.
          </Text>
        )}
        {documents.map((document) => (
          <InlineStack key={document.id} align="space-between" blockAlign="center" gap="200">
            <BlockStack gap="050">
              <Text as="h3" variant="bodyMd" fontWeight="semibold">
                {`${document.kind === "credit_note" ? "Credit note" : "Invoice"} ${document.label}`}
              </Text>
              <Text as="p" tone="subdued">
                <Time at={document.issuedAt} />
              </Text>
            </BlockStack>
            <InlineStack gap="300" blockAlign="center">
              <Text as="p" numeric>
                {formatMoney(document.totalMinor, document.currency)}
              </Text>
              {document.hasPdf ? (
                <DownloadButton documentId={document.id} label={document.label} />
              ) : (
                <Badge>Being rendered</Badge>
              )}
            </InlineStack>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}
