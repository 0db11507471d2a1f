import { readFile } from "node:fs/promises";
import { readAppListing } from "#tests/sandbox/admin/app-listing.ts";
import { createMerchantWorld } from "#tests/sandbox/merchant/create-merchant-world.ts";
import { installApp } from "#tests/sandbox/oauth/install-app.ts";
import { shopOf, type App } from "#tests/sandbox/state.ts";
import { loadWorld, type SavedWorld } from "#tests/sandbox/state/persist-world.ts";
import { createDeliveryState } from "#tests/sandbox/webhooks/delivery.ts";
import { readSubscriptions } from "#tests/sandbox/webhooks/read-subscriptions.ts";
import { demoShops } from "./shops.ts";

export type OpenWorldOptions = {
  /** Where the world is kept between runs. */
  file: string;
  /** shopify.app.toml: what the app subscribes to and which scopes it asks for. */
  appConfiguration: string;
  app: Pick<App, "apiKey" | "secret" | "url">;
  clock: () => Date;
  seed: number;
};

/**
 * The demo's world: the one of the last run if it left one, else a fresh one whose merchants agreed to the app where the demo says
 * so (the one who lets it act also to what acting needs). The app's subscriptions are read anew each time: they may have changed.
 */
export async function openWorld(options: OpenWorldOptions): Promise<SavedWorld & { isKept: boolean }> {
  const { file, appConfiguration, app, clock, seed } = options;
  const listing = await readAppListing(appConfiguration);
  const subscriptions = readSubscriptions(await readFile(appConfiguration, "utf8"));
  const kept = await loadWorld(file, clock);
  const known = kept?.world.apps.get(app.apiKey);
  if (kept && known) {
    Object.assign(known, app, { subscriptions });
    return { ...kept, isKept: true };
  }
  const world = createMerchantWorld({ clock, seed, app: { ...app, title: listing.name, subscriptions } });
  for (const { profile, mode } of demoShops) {
    const scopes = mode === "act" ? [...listing.scopes, ...listing.optionalScopes] : listing.scopes;
    installApp(world, shopOf(world, profile.domain), app.apiKey, scopes);
  }
  return { world, deliveries: createDeliveryState(seed), isKept: false };
}
