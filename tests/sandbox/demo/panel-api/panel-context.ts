import type { World } from "#tests/sandbox/state.ts";
import type { Traffic } from "#tests/sandbox/merchant/traffic.ts";
import type { SeededRandom } from "#tests/sandbox/state/random.ts";
import type { DeliveryEngine } from "#tests/sandbox/webhooks/deliver.ts";
import type { HappeningsFeed } from "./happenings-feed.ts";

/** What the panel's requests act on. */
export type PanelContext = {
  world: World;
  traffic: Traffic;
  deliveries: DeliveryEngine;
  feed: HappeningsFeed;
  /** For what staff does at a click (which parcel, which carrier). */
  random: SeededRandom;
  /** The app that the demo is about. */
  apiKey: string;
};

/** A request that asks for something impossible: said in one sentence, answered with 400. */
export class PanelProblem extends Error {}
