import { createWorld, type World } from "#tests/sandbox/state.ts";
import { registerApp } from "./install-app.ts";
import type { StageOptions } from "./stage.ts";

/**
 * A world without shops, in which the app is known: a test opens what it needs.
 *
 * @param topics subscribed to; all that the app subscribes to unless stated.
 */
export function makeBareWorld(
  { clock, seed, app }: Parameters<StageOptions["makeWorld"]>[0],
  topics: readonly string[] = app.subscriptions.map(({ topic }) => topic),
): World {
  const world = createWorld({ clock, seed });
  registerApp(world, app.url, topics);
  return world;
}
