import { Badge, BlockStack, Button, Card, Divider, InlineStack, Text } from "@shopify/polaris";
import { Fragment, useState } from "react";
import type { ShownVersion } from "#app/queries/routing/shipping-costs/read-shipping-costs.ts";
import { ConfirmModal } from "#app/ui/confirm-modal.tsx";
import { Time, useMay } from "#app/ui/shop-context.tsx";
import { nameClick, type Clicks } from "#app/ui/use-clicks.ts";
import { countOf } from "#app/ui/words/format-money.ts";
import { FileButton } from "./file-button.tsx";

export type VersionsCardProps = { held: number; versions: ShownVersion[]; clicks: Clicks };

/** Who saved which rates when and why, and the way back to earlier ones. */
export function VersionsCard({ held, versions, clicks }: VersionsCardProps) {
  const [wanted, setWanted] = useState<ShownVersion>();
  if (versions.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Versions
          </Text>
          <Text as="p" tone="subdued">
            None is ever changed: an order can be decided again as it was, with the rates it was decided with.
          </Text>
        </BlockStack>
        {versions.map((version) => (
          <Fragment key={version.version}>
            <Divider />
            <VersionRow
              version={version}
              isHeld={version.version === held}
              clicks={clicks}
              onReturn={() => setWanted(version)}
            />
          </Fragment>
        ))}
      </BlockStack>
      <ConfirmModal
        isOpen={wanted !== undefined}
        title={`Return to version ${wanted?.version ?? ""}?`}
        sentence={`What it says (${countOf(wanted?.cards ?? 0, "rate card")}) takes the place of what holds now, from the next order on. Nothing is lost: this is saved as a version too.`}
        confirm="Return"
        onConfirm={() =>
          wanted && clicks.click("return_to", { subject: String(wanted.version), seenVersion: String(held) })
        }
        onClose={() => setWanted(undefined)}
      />
    </Card>
  );
}

type VersionRowProps = { version: ShownVersion; isHeld: boolean; clicks: Clicks; onReturn: () => void };

function VersionRow({ version: { version, did, why, at, by, cards }, isHeld, clicks, onReturn }: VersionRowProps) {
  const may = useMay("change_settings");
  return (
    <InlineStack align="space-between" blockAlign="start" gap="200">
      <div style={{ flex: 1, minWidth: "12rem" }}>
        <BlockStack gap="050">
          <InlineStack gap="200" blockAlign="center">
            <Text as="p" fontWeight="semibold">{`${version}. ${did}`}</Text>
            {isHeld && <Badge tone="success">Holds now</Badge>}
          </InlineStack>
          {why !== "" && (
            <Text as="p" breakWord>
              {why}
            </Text>
          )}
          <Text as="p" tone="subdued">
            {`${by}, `}
            <Time at={at} />
          </Text>
        </BlockStack>
      </div>
      <InlineStack gap="200">
        {cards > 0 && (
          <FileButton path={String(version)} name={`shipping-rates-${version}.csv`} label={`Export ${version}`} />
        )}
        {!isHeld && (
          <Button
            disabled={!may.allowed || clicks.pending !== undefined}
            loading={clicks.pending === nameClick("return_to", String(version))}
            onClick={onReturn}
          >
            {`Return to ${version}`}
          </Button>
        )}
      </InlineStack>
    </InlineStack>
  );
}
