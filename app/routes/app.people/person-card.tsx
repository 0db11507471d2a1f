import { Badge, BlockStack, Card, ChoiceList, InlineGrid, InlineStack, Text } from "@shopify/polaris";
import type { ListedPerson } from "#app/queries/people/list-people.ts";
import { Time } from "#app/ui/shop-context.tsx";
import type { Clicks } from "#app/ui/use-clicks.ts";
import { LimitsForm } from "./limits-form.tsx";
import { RoleSelect } from "./role-select.tsx";

export type PersonCardProps = {
  person: ListedPerson;
  isViewer: boolean;
  locations: { id: string; name: string }[];
  clicks: Clicks;
};

/** One member of staff: who they are, when they were here, and what they may. */
export function PersonCard({ person, isViewer, locations, clicks }: PersonCardProps) {
  const isBusy = clicks.pending !== undefined;
  const post = (intent: string, fields: Record<string, string>) =>
    clicks.click(intent, { ...fields, subject: person.id });
  return (
    <Card>
      <BlockStack gap="400">
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
          <BlockStack gap="050">
            <InlineStack gap="200" blockAlign="center">
              <Text as="h2" variant="headingMd">
                {person.name}
              </Text>
              {isViewer && <Badge>You</Badge>}
              {person.isAccountOwner && <Badge tone="info">Owns the store</Badge>}
            </InlineStack>
            {person.email !== "" && (
              <Text as="p" tone="subdued" breakWord>
                {person.email}
              </Text>
            )}
            <Text as="p" tone="subdued">
              {"Last seen "}
              <Time at={person.lastSeenAt} />
            </Text>
          </BlockStack>
          <RoleSelect
            label="Role"
            role={person.role}
            permission={person.demotion}
            isBusy={isBusy}
            onChange={(role) => post("set_role", { role })}
          />
        </InlineGrid>
        {person.role === "warehouse" && (
          <ChoiceList
            allowMultiple
            title="Own locations"
            choices={locations.map(({ id, name }) => ({ value: id, label: name, disabled: isBusy }))}
            selected={person.locationIds}
            error={person.locationIds.length === 0 ? "Choose at least one: without it they see no orders." : undefined}
            onChange={(ids) => post("set_locations", { locationIds: ids.join(",") })}
          />
        )}
        {person.limits.length > 0 && <LimitsForm key={JSON.stringify(person.limits)} person={person} clicks={clicks} />}
      </BlockStack>
    </Card>
  );
}
