import type { CallEntry, EffectEntry } from "#tests/sandbox/state/call-log.ts";
import type { Evidence } from "#tests/support/audit/evidence.ts";

/** What the app did at a shop, as the sandbox logged it, in order. */
export function ownEffects({ world, apiKey }: Evidence, domain: string): EffectEntry[] {
  return world.log
    .filter((entry) => entry.kind === "effect")
    .filter((effect) => {
      return effect.shopDomain === domain && effect.actor.kind === "app" && effect.actor.apiKey === apiKey;
    });
}

/** The app's calls to a shop that were to change something, accepted or not. */
export function ownMutations({ world, apiKey }: Evidence, domain: string): CallEntry[] {
  return world.log
    .filter((entry) => entry.kind === "call")
    .filter((call) => call.isMutation && call.shopDomain === domain && call.apiKey === apiKey);
}
