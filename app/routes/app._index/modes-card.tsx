import { Badge, BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { CAPABILITIES } from "#app/domain/settings.ts";
import type { Home } from "#app/queries/read-home.ts";
import { useMay } from "#app/ui/shop-context.tsx";
import { CAPABILITY_TITLE, MODE_TITLE, MODE_TONE } from "#app/ui/words/capability-text.ts";

/** How far each capability may go, at a glance. */
export function ModesCard({ modes }: { modes: Home["modes"] }) {
  const maySee = useMay("see_settings").allowed;
  const mayChange = useMay("change_settings").allowed;
  const modeOf = new Map(modes.map(({ capability, mode }) => [capability, mode]));
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between">
          <Text as="h2" variant="headingMd">
            What Switchyard may do
          </Text>
          {maySee && (
            <Link url="/app/settings" removeUnderline>
              {mayChange ? "Change" : "Look"}
            </Link>
          )}
        </InlineStack>
        {CAPABILITIES.map((capability) => {
          const mode = modeOf.get(capability) ?? "watch";
          return (
            <InlineStack key={capability} align="space-between" blockAlign="center">
              <Text as="p">{CAPABILITY_TITLE[capability]}</Text>
              <Badge tone={MODE_TONE[mode]}>{MODE_TITLE[mode]}</Badge>
            </InlineStack>
          );
        })}
      </BlockStack>
    </Card>
  );
}
