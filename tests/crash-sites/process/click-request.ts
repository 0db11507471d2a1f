import type { PersonChange } from "#app/commands/change-person.ts";
import type { PolicyWish } from "#app/commands/routing/save-routing-policy.ts";
import type { SettingsWish } from "#app/commands/save-settings.ts";
import type { Role } from "#app/domain/people/role-can.ts";

/** Who owns every store, by Shopify's id of them; somebody else works there too, and a third will own it one day. */
export const OWNER = "7";
export const COLLEAGUE = "8";
export const HEIR = "9";

/** What a person does on a page, with what the page's form would say. */
export type ClickRequest =
  | { act: "open" }
  | { act: "look"; subject: string; orderIds: string[] }
  | { act: "pass"; orderId: string; codes: string[] }
  | { act: "pass-all"; orderIds: string[] }
  | { act: "decide-again"; orderIds: string[] }
  | { act: "answer"; outboxId: string; answer: "approve" | "dismiss" }
  | { act: "finish-notice"; noticeId: string }
  | { act: "replay"; messageId: string }
  | { act: "discard"; messageId: string }
  | { act: "save-settings"; settings: SettingsWish }
  | { act: "save-routing-policy"; basedOn: number; policy: PolicyWish }
  | { act: "return-to-policy"; basedOn: number; version: number }
  | { act: "stop" }
  | { act: "change-person"; personId: string; change: PersonChange }
  | { act: "set-default-role"; role: Role }
  | { act: "import-history" };

/** A click, and where it comes from as the token of the admin would prove it. */
export type DoorRequest = {
  domain: string;
  scopes: string[];
  personId: string;
  isAccountOwner: boolean;
  request: ClickRequest;
};
