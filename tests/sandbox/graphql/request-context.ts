import type { GraphQLResolveInfo } from "graphql";
import type { App, World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { Instant } from "#tests/sandbox/state/instant.ts";
import type { Installation, Shop } from "#tests/sandbox/state/shop.ts";

/** Everything a resolver may know of the request it works for. */
export type RequestContext = {
  world: World;
  shop: Shop;
  app: App;
  installation: Installation;
  /** Scopes of the token, with the read scopes that write scopes imply. */
  scopes: ReadonlySet<string>;
  actor: Actor & { kind: "app" };
  now: Instant;
  /** Set when an idempotency key was known and the first answer was given again. */
  isReplay: boolean;
};

/**
 * Resolvers of one type. `own` are fields that are a property of the source with the same name; the others are functions. Their
 * parameters are checked where they are written: the schema guarantees which source and arguments reach them.
 */
export type TypeResolvers = {
  own?: readonly string[];
  fields?: Readonly<
    Record<string, (source: never, args: never, context: RequestContext, info: GraphQLResolveInfo) => unknown>
  >;
};

export type SchemaResolvers = Readonly<Record<string, TypeResolvers>>;
