import { customerRedactBody, dataRequestBody, scopesBody, shopBody } from "#app/contracts/shop-bodies.ts";
import { rule, ruleWithoutBody, type TopicRule } from "./topic-rule.ts";

function known(ids: readonly (string | null)[]): string[] {
  return ids.filter((id) => id !== null);
}

/** Topics that speak of the shop and of what the app may do there. */
export const shopTopics: Record<string, TopicRule> = {
  "app/uninstalled": ruleWithoutBody("act", () => [{ kind: "app_uninstalled" }]),
  "app/scopes_update": rule("act", [], scopesBody, (body) => [{ kind: "scopes", scopes: body.current }]),
  "shop/update": rule("snapshot", [], shopBody, (body) => [
    {
      kind: "shop",
      name: body.name,
      currency: body.currency,
      countryCode: body.country_code,
      timeZone: body.iana_timezone,
      updatedAt: body.updated_at,
    },
  ]),
};

/** Topics that the law of data protection demands of every app; they need no scope and come for absent shops too. */
export const complianceTopics: Record<string, TopicRule> = {
  "customers/data_request": rule("act", [], dataRequestBody, (body) => [
    {
      kind: "customer_data_requested",
      customerId: body.customer?.id ?? null,
      email: body.customer?.email ?? null,
      orderIds: known(body.orders_requested),
      requestId: body.data_request?.id ?? null,
    },
  ]),
  "customers/redact": rule("act", [], customerRedactBody, (body) => [
    {
      kind: "customer_redacted",
      customerId: body.customer?.id ?? null,
      email: body.customer?.email ?? null,
      orderIds: known(body.orders_to_redact),
    },
  ]),
  "shop/redact": ruleWithoutBody("act", () => [{ kind: "shop_redacted" }]),
};

/**
 * What is decided of a shop whose catalogue is not there yet, and may never be: that it leaves or is to be forgotten, and
 * what the law demands. None of it needs to know where goods are sent from.
 */
export const TOPICS_WITHOUT_CATALOG: readonly string[] = Object.keys({ ...shopTopics, ...complianceTopics });
