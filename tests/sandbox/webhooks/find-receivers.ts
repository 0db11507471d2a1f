import type { App, World } from "#tests/sandbox/state.ts";
import type { Announcement, Topic } from "#tests/sandbox/state/happenings.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";

/** Who is to be told of an event, and where. */
export type Receiver = { app: App; url: string; name: string | null; includeFields: string[] };

const complianceTopics: readonly Topic[] = ["customers/data_request", "customers/redact", "shop/redact"];

/**
 * The subscriptions that an event meets: those of each app's configuration file, which hold on every shop it is installed
 * on, and those made through the API on this shop. Compliance topics also reach apps that were uninstalled.
 */
export function findReceivers(world: World, shop: Shop, announcement: Announcement): Receiver[] {
  const receivers: Receiver[] = [];
  for (const app of world.apps.values()) {
    if (!isConcerned(shop, app, announcement)) continue;
    const made = [...shop.webhookSubscriptions.values()].filter((each) => each.apiKey === app.apiKey);
    for (const subscription of [...app.subscriptions, ...made]) {
      if (subscription.topic !== announcement.topic) continue;
      if (subscription.filter !== null)
        throw new Error(`The sandbox does not understand filters, but ${subscription.topic} has one.`);
      const url = new URL(subscription.uri, app.url).href;
      receivers.push({ app, url, name: subscription.name, includeFields: subscription.includeFields });
    }
  }
  return receivers;
}

function isConcerned(shop: Shop, app: App, { topic, subject }: Announcement): boolean {
  if (topic === "app/uninstalled" || topic === "app/scopes_update") return subject.installation.apiKey === app.apiKey;
  if (topic === "shop/redact") return subject.apiKey === app.apiKey;
  const installation = shop.installations.get(app.apiKey);
  if (!installation) return false;
  return installation.uninstalledAt === null || complianceTopics.includes(topic);
}

/** The order an event is about, if any. */
export function orderIdOf({ subject }: Announcement): string | null {
  if ("order" in subject) return subject.order.id;
  if ("orderId" in subject) return subject.orderId;
  if ("fulfillmentOrder" in subject) return subject.fulfillmentOrder.orderId;
  if ("original" in subject) return subject.original.orderId;
  return null;
}
