import type { ThrottleStatus } from "#tests/sandbox/graphql/cost/cost-bucket.ts";
import type { World } from "#tests/sandbox/state.ts";
import type { Installation, Shop } from "#tests/sandbox/state/shop.ts";

export type GraphqlRequest = { query: string; variables: Record<string, unknown>; operationName: string | null };

/** What the request belongs to: who asks where, with which scopes, and the fault that will spoil the answer. */
export type GraphqlCaller = {
  world: World;
  shop: Shop;
  installation: Installation;
  scopes: readonly string[];
  fault: string | null;
};

export type CostReport = { requestedQueryCost: number; actualQueryCost: number | null; throttleStatus: ThrottleStatus };

export type GraphqlAnswer = {
  errors?: unknown[];
  data?: unknown;
  extensions?: { cost: CostReport };
};
