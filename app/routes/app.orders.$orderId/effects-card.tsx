import { Badge, BlockStack, Card, InlineStack, Text, type BadgeProps } from "@shopify/polaris";
import type { OrderEffect } from "#app/queries/in-sight/order-page.ts";
import { Fold } from "#app/ui/fold.tsx";
import { Time } from "#app/ui/shop-context.tsx";
import { actionWish } from "#app/ui/words/action-sentence.ts";

const STATES: Readonly<Record<string, { word: string; tone: BadgeProps["tone"] }>> = {
  suggested: { word: "Waits for a word", tone: "attention" },
  needs_person: { word: "Did not go through", tone: "critical" },
  watched: { word: "Only watched", tone: "info" },
  waiting: { word: "Queued", tone: "attention" },
  sending: { word: "Being sent", tone: "attention" },
  sent: { word: "Sent", tone: "success" },
  failed: { word: "Failed", tone: "critical" },
  obsolete: { word: "No longer needed", tone: undefined },
  dismissed: { word: "Dismissed", tone: undefined },
};

/** What Shopify was told, will be told or, where the capability only watches, would be told. */
export function EffectsCard({ effects }: { effects: OrderEffect[] }) {
  if (effects.length === 0) return null;
  const isOver = (effect: OrderEffect) => effect.state === "obsolete" || effect.state === "dismissed";
  const over = effects.filter(isOver);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          At Shopify
        </Text>
        {effects
          .filter((effect) => !isOver(effect))
          .map((effect) => (
            <EffectRow key={effect.id} effect={effect} />
          ))}
        {over.length > 0 && (
          <Fold title="What was not needed in the end">
            <BlockStack gap="300">
              {over.map((effect) => (
                <EffectRow key={effect.id} effect={effect} />
              ))}
            </BlockStack>
          </Fold>
        )}
      </BlockStack>
    </Card>
  );
}

function EffectRow({ effect }: { effect: OrderEffect }) {
  const state = STATES[effect.state] ?? { word: effect.state, tone: undefined };
  return (
    <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
      <BlockStack gap="050">
        <InlineStack gap="200" blockAlign="center">
          <Text as="p">{actionWish(effect)}</Text>
          <Badge tone={state.tone}>{state.word}</Badge>
        </InlineStack>
        {effect.reason !== null && (
          <Text as="p" tone="subdued">
            {effect.reason}
          </Text>
        )}
      </BlockStack>
      <div style={{ whiteSpace: "nowrap" }}>
        <Text as="p" tone="subdued">
          <Time at={effect.at} />
        </Text>
      </div>
    </InlineStack>
  );
}
