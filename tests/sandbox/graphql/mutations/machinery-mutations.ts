import type { GraphQLResolveInfo } from "graphql";
import { cancelBulkOperation, runBulkQuery } from "#tests/sandbox/graphql/bulk/run-bulk-query.ts";
import { nextId } from "#tests/sandbox/state.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import type { WebhookSubscription } from "#tests/sandbox/state/shop.ts";
import { apiVersion } from "#tests/sandbox/schema/api-version.ts";
import { unsupported } from "#tests/sandbox/graphql/graphql-errors.ts";
import { idOf } from "#tests/sandbox/graphql/ids-of.ts";
import type { RequestContext } from "#tests/sandbox/graphql/request-context.ts";
import { knownTopics } from "#tests/sandbox/graphql/webhook-topics.ts";
import { answer, refusal, type Payload } from "./answer.ts";
import { metafieldsSet } from "./metafields-set.ts";

type RunArguments = { query: string; groupObjects?: boolean | null };

/** Results are always grouped: who does not ask for it may not rely on it. */
function runQuery(_: unknown, args: RunArguments, context: RequestContext, info: GraphQLResolveInfo): Payload {
  return answer(runBulkQuery(info.schema, context, args.query), (bulkOperation) => ({ bulkOperation }));
}

function cancelBulk(_: unknown, args: { id: string }, context: RequestContext): Payload {
  const outcome = cancelBulkOperation(context, idOf("BulkOperation", args.id));
  return answer(outcome, (bulkOperation) => ({ bulkOperation }));
}

type SubscriptionInput = {
  uri?: string | null;
  filter?: string | null;
  includeFields?: string[] | null;
  metafieldNamespaces?: string[] | null;
  name?: string | null;
  format?: string | null;
};

type SubscribeArguments = { topic: string; webhookSubscription: SubscriptionInput };

/** https, Google Pub/Sub or Amazon EventBridge: the three kinds of address the platform delivers to. */
const uriPattern = /^(https:\/\/\S+|pubsub:\/\/[^:]+:\S+|arn:aws:events:\S+)$/;

function subscribe(_: unknown, args: SubscribeArguments, context: RequestContext): Payload {
  const { world, shop, app, now } = context;
  const input = args.webhookSubscription;
  const topic = knownTopics.get(args.topic);
  if (topic === undefined) throw unsupported(`webhooks of the topic ${args.topic}`);
  if (input.format && input.format !== "JSON") throw unsupported("webhooks in another format than JSON");
  if (!input.uri || !uriPattern.test(input.uri)) return refusal("Address is invalid", ["webhookSubscription", "uri"]);
  const own = [...shop.webhookSubscriptions.values()].filter(({ apiKey }) => apiKey === app.apiKey);
  const isTaken = own.some(
    (each) => each.topic === topic && each.uri === input.uri && each.filter === (input.filter ?? null),
  );
  if (isTaken) return refusal("Address for this topic has already been taken", ["webhookSubscription", "uri"]);
  const subscription: WebhookSubscription = {
    id: nextId(world, "WebhookSubscription"),
    apiKey: app.apiKey,
    topic,
    uri: input.uri,
    filter: input.filter ?? null,
    includeFields: input.includeFields ?? [],
    metafieldNamespaces: input.metafieldNamespaces ?? [],
    name: input.name ?? null,
    apiVersion,
    createdAt: now,
    updatedAt: now,
  };
  shop.webhookSubscriptions.set(subscription.id, subscription);
  return { webhookSubscription: subscription, userErrors: [] };
}

function unsubscribe(_: unknown, args: { id: string }, { shop, app }: RequestContext): Payload {
  const id = idOf("WebhookSubscription", args.id);
  if (shop.webhookSubscriptions.get(id)?.apiKey !== app.apiKey) {
    return refusal("Webhook subscription does not exist", ["id"]);
  }
  shop.webhookSubscriptions.delete(id);
  return { deletedWebhookSubscriptionId: gid("WebhookSubscription", id), userErrors: [] };
}

export const machineryMutations = {
  bulkOperationRunQuery: runQuery,
  bulkOperationCancel: cancelBulk,
  webhookSubscriptionCreate: subscribe,
  webhookSubscriptionDelete: unsubscribe,
  metafieldsSet,
};
