import { Badge, BlockStack, Button, Card, Divider, InlineStack, List, Text } from "@shopify/polaris";
import { Fragment, useState } from "react";
import type { PolicyVersion } from "#app/queries/routing/read-routing-page.ts";
import { ConfirmModal } from "#app/ui/confirm-modal.tsx";
import { Time, useMay } from "#app/ui/shop-context.tsx";

export type VersionsCardProps = {
  versions: PolicyVersion[];
  isSaving: boolean;
  onReturn: (version: number) => void;
};

/** Who changed the policy, when and why, and the way back. */
export function VersionsCard({ versions, isSaving, onReturn }: VersionsCardProps) {
  const [asked, setAsked] = useState<number>();
  const isLocked = !useMay("change_settings").allowed;
  const newest = versions[0]?.version ?? 0;
  const back = (version: number) =>
    isLocked || version === newest ? null : (
      <InlineStack>
        <Button variant="plain" disabled={isSaving} onClick={() => setAsked(version)}>
          {version === 0 ? "Return to the defaults" : `Return to version ${version}`}
        </Button>
      </InlineStack>
    );
  const name = asked === 0 ? "the defaults" : `version ${asked}`;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Versions
        </Text>
        {versions.map((version) => (
          <Fragment key={version.version}>
            <VersionRow version={version} isNewest={version.version === newest} />
            {back(version.version)}
            <Divider />
          </Fragment>
        ))}
        <BlockStack gap="100">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h3" variant="bodyMd" fontWeight="semibold">
              Defaults
            </Text>
            {newest === 0 && <Badge tone="success">Holds</Badge>}
          </InlineStack>
          <Text as="p" tone="subdued">
            What routes are weighed by where nobody has set anything.
          </Text>
        </BlockStack>
        {back(0)}
      </BlockStack>
      <ConfirmModal
        isOpen={asked !== undefined}
        title={`Return to ${name}?`}
        sentence={`Your shop returns to ${name}, saved once more as version ${newest + 1}. It holds from the next decision on; what was decided stays as it is. What you have typed and not saved is lost.`}
        confirm={`Return to ${name}`}
        onConfirm={() => asked !== undefined && onReturn(asked)}
        onClose={() => setAsked(undefined)}
      />
    </Card>
  );
}

function VersionRow({ version, isNewest }: { version: PolicyVersion; isNewest: boolean }) {
  return (
    <BlockStack gap="100">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" variant="bodyMd" fontWeight="semibold">
          {`Version ${version.version}`}
        </Text>
        {isNewest && <Badge tone="success">Holds</Badge>}
      </InlineStack>
      <Text as="p" tone="subdued">
        {version.savedBy}, <Time at={version.savedAt} />
        {version.why === "" ? "" : `: ${version.why}`}
      </Text>
      {version.changes.length === 0 ? (
        <Text as="p">Nothing differs from the version before.</Text>
      ) : (
        <List>
          {version.changes.map((change) => (
            <List.Item key={change}>{change}</List.Item>
          ))}
        </List>
      )}
    </BlockStack>
  );
}
