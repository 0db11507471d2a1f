import { BlockStack, Card, Text } from "@shopify/polaris";
import type { Role } from "#app/domain/people/role-can.ts";
import type { Clicks } from "#app/ui/use-clicks.ts";
import { RoleSelect } from "./role-select.tsx";

/** What somebody is who opens the app for the first time. */
export function DefaultRoleCard({ role, clicks }: { role: Role; clicks: Clicks }) {
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Who comes next
          </Text>
          <Text as="p" tone="subdued">
            Staff appear here when they first open Switchyard in the admin. Until you give them a role they have this
            one.
          </Text>
        </BlockStack>
        <RoleSelect
          label="Begins as"
          role={role}
          without={["owner"]}
          isBusy={clicks.pending !== undefined}
          onChange={(chosen) => clicks.click("set_default_role", { role: chosen })}
        />
      </BlockStack>
    </Card>
  );
}
