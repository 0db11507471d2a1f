import {
  Badge,
  Banner,
  BlockStack,
  Button,
  ButtonGroup,
  Card,
  FormLayout,
  InlineError,
  InlineStack,
  Text,
  TextField,
} from "@shopify/polaris";
import { MODES, type Capability } from "#app/domain/settings.ts";
import { useMay } from "#app/ui/shop-context.tsx";
import { CAPABILITY_TITLE, MODE_SENTENCE, MODE_TITLE, MODE_TONE } from "#app/ui/words/capability-text.ts";
import { missingScopes } from "./needed-scopes.ts";
import { PromiseBanner } from "./promise-banner.tsx";
import type { CapabilityDraft } from "./settings-draft.ts";

export type CapabilityCardProps = {
  capability: Capability;
  draft: CapabilityDraft;
  /** Whether the chosen mode is the one in force. */
  isSaved: boolean;
  /** What changes once this is saved. */
  promise: readonly string[];
  scopes: readonly string[];
  fields: Record<string, string>;
  onChange: (changed: CapabilityDraft) => void;
};

/** How far one capability may go, from which day, and how much in an hour. */
export function CapabilityCard({ capability, draft, isSaved, promise, scopes, fields, onChange }: CapabilityCardProps) {
  const isLocked = !useMay("change_settings").allowed;
  const isLive = draft.mode === "suggest" || draft.mode === "act";
  const name = `capabilities.${capability}`;
  const modeProblem = fields[`${name}.mode`];
  const lacks = isSaved && missingScopes(capability, draft.mode, scopes).length > 0;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h3" variant="headingSm">
            {CAPABILITY_TITLE[capability]}
          </Text>
          {/* Buttons that are locked do not show which of them is pressed. */}
          {isLocked && <Badge tone={MODE_TONE[draft.mode]}>{MODE_TITLE[draft.mode]}</Badge>}
        </InlineStack>
        <BlockStack gap="200">
          <ButtonGroup variant="segmented" noWrap>
            {MODES.map((mode) => (
              <Button
                key={mode}
                pressed={draft.mode === mode}
                accessibilityLabel={`${CAPABILITY_TITLE[capability]}: ${MODE_TITLE[mode]}`}
                onClick={() => onChange({ ...draft, mode })}
              >
                {MODE_TITLE[mode]}
              </Button>
            ))}
          </ButtonGroup>
          <Text as="p" tone="subdued">
            {MODE_SENTENCE[capability][draft.mode]}
          </Text>
          {modeProblem && <InlineError fieldID={`${name}.mode`} message={modeProblem} />}
        </BlockStack>
        {lacks && (
          <Banner tone="warning">
            Shopify has not granted the permission for this yet, so what is decided cannot be sent. Save these settings
            again to be asked for it.
          </Banner>
        )}
        <PromiseBanner title={`${CAPABILITY_TITLE[capability]}: what changes when you save`} sentences={promise} />
        {isLive && (
          <FormLayout>
            <FormLayout.Group condensed>
              <TextField
                label="Goes live on"
                type="date"
                autoComplete="off"
                value={draft.goLiveDay}
                helpText="Empty: from the moment you save."
                error={fields[`${name}.goLiveDay`]}
                onChange={(goLiveDay) => onChange({ ...draft, goLiveDay })}
              />
              <TextField
                label="At most in an hour"
                type="number"
                min={0}
                autoComplete="off"
                value={draft.hourlyLimit}
                helpText="Beyond it falls back to Suggest."
                error={fields[`${name}.hourlyLimit`]}
                onChange={(hourlyLimit) => onChange({ ...draft, hourlyLimit })}
              />
            </FormLayout.Group>
          </FormLayout>
        )}
      </BlockStack>
    </Card>
  );
}
