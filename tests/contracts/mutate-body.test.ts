import { expect, test } from "vitest";
import type { Change } from "#app/domain/orders/change.ts";
import { foldChange } from "#app/domain/orders/fold-order.ts";
import { headlineStatus } from "#app/domain/orders/headline-status.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { interpret, subscribedTopics } from "#app/pipeline/topics.ts";
import { complianceTopics } from "#app/pipeline/topics/shop-topics.ts";
import { createRandom, nextChoice, nextInteger } from "#tests/sandbox/state/random.ts";
import { webhookCases } from "#tests/support/cases.ts";
import {
  bare,
  bytesOf,
  eventBody,
  fulfillmentBody,
  orderBody,
  ORDER_ID,
  refundBody,
  transactionBody,
} from "./build-bodies.ts";
import { mutateBody } from "./mutate-body.ts";

const RUNS = 8_000;
const SEED = 20_261_122;

const rich = orderBody({ refunds: [refundBody()], fulfillments: [fulfillmentBody()] });
const bodyByTopic: Record<string, unknown> = {
  "orders/create": rich,
  "orders/updated": rich,
  "refunds/create": refundBody(),
  "order_transactions/create": transactionBody(),
  "fulfillments/create": fulfillmentBody(),
  "fulfillment_events/create": eventBody(),
  "orders/edited": { order_edit: { order_id: bare(ORDER_ID) } },
  "fulfillment_holds/added": {
    fulfillment_order: { id: "gid://shopify/FulfillmentOrder/7" },
    fulfillment_hold: { handle: "h", reason: "other" },
  },
  "inventory_levels/update": {
    inventory_item_id: 1,
    location_id: 2,
    available: 3,
    updated_at: "2026-11-20T13:00:00+01:00",
  },
  "products/update": { id: 1, title: "Shirt", variants: [{ id: 2, title: "Small" }], variant_gids: [] },
  "locations/update": { id: 1, name: "Depot", country_code: "DE" },
  "shop/update": { name: "Mugs", currency: "EUR", country_code: "DE", iana_timezone: "Europe/Berlin" },
  "app/scopes_update": { current: ["read_orders"] },
  "customers/redact": { customer: { id: 1, email: "ada@example.com" }, orders_to_redact: [1] },
};

/** Samples of our own, and the platform's where they are at hand. */
function samples(): { topic: string; body: unknown }[] {
  const recorded = webhookCases().filter(({ topic }) => topic in subscribedTopics || topic in complianceTopics);
  const own = Object.entries(bodyByTopic).map(([topic, body]) => ({ topic, body }));
  return [...own, ...recorded.map(({ topic, body }) => ({ topic, body: JSON.parse(body.toString()) as unknown }))];
}

/** What the batch would do with the changes: whatever was accepted must also fold and be shown. */
function useChanges(before: OrderFacts | null, changes: readonly Change[]): OrderFacts | null {
  let facts = before;
  for (const change of changes) facts = foldChange(facts, change).facts;
  if (facts) headlineStatus({ facts, allocations: [], planByFulfillmentOrder: {} });
  return facts;
}

test(`${RUNS} mutations of real bodies are each understood or refused with a sentence, and none breaks anything`, () => {
  const random = createRandom(SEED);
  const all = samples();
  const known = useChanges(null, changesOf("orders/create", orderBody()));
  let understood = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const { topic, body } = nextChoice(random, all);
    const bytes = bytesOf(mutateBody(random, body));
    // One in ten is cut off, as a broken connection would.
    const sent = nextInteger(random, 0, 9) === 0 ? bytes.slice(0, nextInteger(random, 0, bytes.length)) : bytes;
    try {
      const meaning = interpret(topic, sent);
      if (!meaning.ok) expect(meaning.reason).toMatch(/^[a-z_]+\/[a-z_]+: The (body|field) [^\n]+\.$/);
      else {
        expect(meaning.changes.length).toBeGreaterThan(0);
        useChanges(run % 2 === 0 ? known : null, meaning.changes);
        understood += 1;
      }
    } catch (error) {
      throw new Error(`seed ${SEED}, run ${run}, ${topic}: ${new TextDecoder().decode(sent).slice(0, 2000)}`, {
        cause: error,
      });
    }
  }
  // If all were refused, nothing would have been tried.
  expect(understood).toBeGreaterThan(RUNS / 10);
  expect(understood).toBeLessThan(RUNS);
});

function changesOf(topic: string, body: unknown): Change[] {
  const meaning = interpret(topic, bytesOf(body));
  return meaning.ok ? meaning.changes : [];
}
