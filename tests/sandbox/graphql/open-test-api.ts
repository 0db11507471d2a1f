import { openTestMarket, type TestMarket } from "#tests/sandbox/commerce/test-market.ts";
import { handleAdminRequest } from "#tests/sandbox/handle-request.ts";
import { installApp } from "#tests/sandbox/oauth/install-app.ts";
import { issueAccessToken } from "#tests/sandbox/oauth/issue-tokens.ts";
import type { Installation } from "#tests/sandbox/state/shop.ts";

/** What a test reads of an answer; each test knows the form of the data it asked for. */
export type TestAnswer<D> = {
  status: number;
  data: D;
  errors: { message: string; path?: unknown[]; extensions?: { code?: string } }[];
  cost:
    { requestedQueryCost: number; actualQueryCost: number | null; throttleStatus: Record<string, number> } | undefined;
};

export type TestApi = TestMarket & {
  installation: Installation;
  token: string;
  call: <D>(query: string, variables?: Record<string, unknown>) => Promise<TestAnswer<D>>;
};

/** Every scope the sandbox asks for anywhere. */
export const everyScope = [
  "read_apps",
  "read_users",
  "write_orders",
  "write_order_edits",
  "write_products",
  "write_inventory",
  "write_locations",
  "write_customers",
  "write_companies",
  "write_fulfillments",
  "write_merchant_managed_fulfillment_orders",
];

/** The merchant's first shop with the app installed, and a function that sends it GraphQL. */
export function openTestApi(options: { scopes?: string[]; seed?: number } = {}): TestApi {
  const market = openTestMarket({ seed: options.seed ?? 1 });
  const { world, shop } = market;
  const installation = installApp(world, shop, "test-key", options.scopes ?? everyScope);
  const { token } = issueAccessToken(world, installation, { kind: "offline", seconds: null, userId: null });
  const call = async <D>(query: string, variables: Record<string, unknown> = {}): Promise<TestAnswer<D>> => {
    const { status, body } = await handleAdminRequest(world, {
      method: "POST",
      path: "/admin/api/2026-10/graphql.json",
      shopDomain: shop.domain,
      headers: { "x-shopify-access-token": token, "content-type": "application/json" },
      body: JSON.stringify({ query, variables }),
    });
    const answer = JSON.parse(body) as {
      data: D;
      errors?: TestAnswer<D>["errors"];
      extensions?: { cost: TestAnswer<D>["cost"] };
    };
    return { status, data: answer.data, errors: answer.errors ?? [], cost: answer.extensions?.cost };
  };
  return { ...market, installation, token, call };
}
