import type { Capability, Mode } from "#app/domain/settings.ts";

/** What Shopify must grant before a capability can do its work. Installing asks for read scopes only. */
const FULFILLMENT_ORDERS = ["write_merchant_managed_fulfillment_orders", "write_third_party_fulfillment_orders"];
const SCOPES: Record<Capability, readonly string[]> = {
  hold: FULFILLMENT_ORDERS,
  route: FULFILLMENT_ORDERS,
  stock: [],
  invoice: [],
  notify: [],
};

/** The scopes a capability lacks in a mode. Only what goes out to Shopify needs any; a suggestion goes out once approved. */
export function missingScopes(capability: Capability, mode: Mode, granted: readonly string[]): string[] {
  if (mode === "off" || mode === "watch") return [];
  return SCOPES[capability].filter((scope) => !granted.includes(scope));
}
