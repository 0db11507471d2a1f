import { Select } from "@shopify/polaris";
import type { Permission } from "#app/domain/orders/order-can.ts";
import { ROLE_SENTENCE, ROLE_TITLE, ROLES, type Role } from "#app/domain/people/role-can.ts";

export type RoleSelectProps = {
  label: string;
  role: Role;
  /** Roles that are not offered. */
  without?: readonly Role[];
  /** Whether the role may become another and, if not, why not. */
  permission?: Permission;
  isBusy: boolean;
  onChange: (role: Role) => void;
};

/** A role, with what it is for below it. A choice is saved at once: choosing again takes it back. */
export function RoleSelect({ label, role, without = [], permission, isBusy, onChange }: RoleSelectProps) {
  const isFixed = permission?.allowed === false;
  return (
    <Select
      label={label}
      options={ROLES.filter((each) => !without.includes(each)).map((each) => ({
        value: each,
        label: ROLE_TITLE[each],
      }))}
      value={role}
      disabled={isFixed || isBusy}
      helpText={isFixed ? permission.reason : ROLE_SENTENCE[role]}
      onChange={onChange}
    />
  );
}
