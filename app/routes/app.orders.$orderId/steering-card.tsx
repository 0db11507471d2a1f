import { BlockStack, Button, Card, FormLayout, InlineStack, Select, Text } from "@shopify/polaris";
import { useState } from "react";
import type { OrderPage, OrderSteering } from "#app/queries/in-sight/order-page.ts";
import { Fold } from "#app/ui/fold.tsx";
import { nameClick, type Clicks } from "#app/ui/use-clicks.ts";
import { REJECTION_REASONS } from "./rejection-reasons.ts";

const NO_LOCATION = "";

/** What people said about where the order leaves from, and where they say it. */
export function SteeringCard({ order, clicks }: { order: OrderPage; clicks: Clicks }) {
  const { steering, permissions } = order;
  if (!steering || !permissions.steer_route.allowed) return null;
  const hasWishes = steering.lock !== null || steering.rejections.length > 0;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Where it may leave from
        </Text>
        {!hasWishes && (
          <Text as="p" tone="subdued">
            Any location that serves online orders.
          </Text>
        )}
        <Wishes steering={steering} clicks={clicks} />
        <Fold title="Lock it to a location, or have one turn it down">
          <BlockStack gap="400">
            <LockForm steering={steering} clicks={clicks} />
            <RejectForm steering={steering} clicks={clicks} />
          </BlockStack>
        </Fold>
      </BlockStack>
    </Card>
  );
}

type Part = { steering: OrderSteering; clicks: Clicks };

function Wishes({ steering: { lock, rejections }, clicks }: Part) {
  const isBusy = clicks.pending !== undefined;
  return (
    <>
      {lock && (
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="p">{`Locked to ${lock.name} by ${lock.person}`}</Text>
          <Button disabled={isBusy} loading={clicks.pending === "unlock"} onClick={() => clicks.click("unlock")}>
            Unlock
          </Button>
        </InlineStack>
      )}
      {rejections.map(({ locationId, name, reason, person }) => (
        <InlineStack key={locationId} align="space-between" blockAlign="center" gap="200">
          <Text as="p">{`Turned down by ${name}: ${reason} (${person})`}</Text>
          <Button
            disabled={isBusy}
            loading={clicks.pending === nameClick("withdraw_rejection", locationId)}
            accessibilityLabel={`Let ${name} serve it again`}
            onClick={() => clicks.click("withdraw_rejection", { subject: locationId })}
          >
            Take back
          </Button>
        </InlineStack>
      ))}
    </>
  );
}

function LockForm({ steering, clicks }: Part) {
  const [locationId, choose] = useState(NO_LOCATION);
  return (
    <FormLayout>
      <Select
        label="Lock to"
        helpText="All of it leaves from there, or waits there."
        options={optionsOf(steering)}
        value={locationId}
        onChange={choose}
      />
      <Button
        disabled={locationId === NO_LOCATION || clicks.pending !== undefined}
        loading={clicks.pending === nameClick("lock", locationId)}
        onClick={() => clicks.click("lock", { subject: locationId })}
      >
        Lock
      </Button>
    </FormLayout>
  );
}

function RejectForm({ steering, clicks }: Part) {
  const [locationId, choose] = useState(NO_LOCATION);
  const [reason, setReason] = useState<string>(REJECTION_REASONS[0]);
  return (
    <FormLayout>
      <FormLayout.Group condensed>
        <Select
          label="Turned down by"
          helpText="It leaves from another location, where one has the goods."
          options={optionsOf(steering)}
          value={locationId}
          onChange={choose}
        />
        <Select label="Because" options={[...REJECTION_REASONS]} value={reason} onChange={setReason} />
      </FormLayout.Group>
      <Button
        disabled={locationId === NO_LOCATION || clicks.pending !== undefined}
        loading={clicks.pending === nameClick("reject", locationId)}
        onClick={() => clicks.click("reject", { subject: locationId, reason })}
      >
        Turn down
      </Button>
    </FormLayout>
  );
}

function optionsOf({ choices }: OrderSteering) {
  const locations = choices.map(({ id, name }) => ({ label: name, value: id }));
  return [{ label: "Choose a location", value: NO_LOCATION }, ...locations];
}
