import { Badge, BlockStack, Card, Divider, InlineStack, Link, SkeletonBodyText, Spinner, Text } from "@shopify/polaris";
import { Fragment } from "react";
import type { PolicyEffect, PreviewedRoute } from "#app/queries/routing/preview-routing-policy.ts";
import { asSentence, listInWords } from "#app/domain/basics/phrase.ts";
import { countOf, formatMoney } from "#app/ui/words/format-money.ts";
import type { ShownPreview } from "./use-policy-preview.ts";

/** What the draft would do with recent orders, beside the form, while it is typed. */
export function EffectCard(shown: ShownPreview) {
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center" align="space-between">
          <Text as="h2" variant="headingMd">
            What this would change
          </Text>
          {shown.isComputing && shown.preview && <Spinner size="small" accessibilityLabel="Computing" />}
        </InlineStack>
        <Text as="p" tone="subdued">
          Your most recent orders with a route, decided anew as they came. Nothing is sent.
        </Text>
        <div aria-live="polite">
          <Effects {...shown} />
        </div>
      </BlockStack>
    </Card>
  );
}

function Effects({ preview, problem, isComputing }: ShownPreview) {
  if (problem !== undefined && !isComputing) return <Text as="p">{problem}</Text>;
  if (!preview) return <SkeletonBodyText lines={6} />;
  if (preview.effects.length === 0) return <Text as="p">No routed orders yet.</Text>;
  return (
    <BlockStack gap="300">
      {preview.effects.map((effect, index) => (
        <Fragment key={effect.orderId}>
          {index > 0 && <Divider />}
          <Effect effect={effect} currency={preview.currency} />
        </Fragment>
      ))}
    </BlockStack>
  );
}

function Effect({
  effect: { orderId, name, changes, now, then },
  currency,
}: {
  effect: PolicyEffect;
  currency: string;
}) {
  const isDearer = now.costMinor !== then.costMinor;
  return (
    <BlockStack gap="100">
      <InlineStack gap="200" blockAlign="center" align="space-between">
        <Link url={`/app/orders/${orderId}`}>{name}</Link>
        {changes ? <Badge tone="attention">Changes</Badge> : <Badge>Stays</Badge>}
      </InlineStack>
      {(changes || isDearer) && (
        <Text as="p" tone="subdued">
          {`Now: ${sayRoute(now, currency)}`}
        </Text>
      )}
      <Text as="p">{`${changes || isDearer ? "Then: " : ""}${sayRoute(then, currency)}`}</Text>
      {changes && (
        <Text as="p" tone="subdued">
          {asSentence(then.sentence)}
        </Text>
      )}
    </BlockStack>
  );
}

/** "Lyon and Paris, €7.20; 1 unit waits". */
function sayRoute({ places, costMinor, waitingUnits }: PreviewedRoute, currency: string): string {
  const waits = waitingUnits === 0 ? [] : [`${countOf(waitingUnits, "unit")} ${waitingUnits === 1 ? "waits" : "wait"}`];
  if (places.length === 0) return waits[0] ?? "nothing to send";
  const cost = costMinor === null ? "" : `, ${formatMoney(costMinor, currency)}`;
  return [`${listInWords(places)}${cost}`, ...waits].join("; ");
}
