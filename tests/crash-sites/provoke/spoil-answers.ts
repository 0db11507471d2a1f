import type { Scene } from "#tests/crash-sites/round/scene.ts";
import { installationOf } from "#tests/sandbox/state/create-shop.ts";
import { fault, type FaultKind } from "#tests/sandbox/state/faults.ts";
import { credentials } from "#tests/scenarios/stage/install-app.ts";
import type { Provocation } from "./provoke.ts";

const KINDS: readonly FaultKind[] = [
  "throttled",
  "server-error",
  "reset",
  "too-many-requests",
  "truncated",
  "unauthorized",
  "bad-gateway",
];
/** Enough in a row that the app leaves a shop alone for a while. */
const MANY = 8;

/** Shopify does not answer, or not well; sometimes after it has done what it was asked. */
export function spoilAnswers(scene: Scene): Provocation[] {
  const { world, acting, importing, suggesting, newcomers } = scene;
  const strike = (kind: FaultKind, domain: string, operation: string | null = null, remaining = 1) => {
    if (world.faults.length > 12) return;
    world.faults.push(fault(kind, { operation, shopDomain: domain, remaining, isWorkDone: true }));
  };
  return [
    { everyMs: 2_500, act: (round) => strike(KINDS[round % KINDS.length]!, acting.domain) },
    { everyMs: 4_000, act: (round) => strike(KINDS[round % KINDS.length]!, suggesting.domain, "FindOrders") },
    { everyMs: 5_000, act: (round) => strike(KINDS[round % 3]!, acting.domain, "fulfillmentOrderHold") },
    { everyMs: 4_000, act: () => strike("throttled", importing.domain) },
    { everyMs: 6_000, act: (round) => strike("throttled", newcomers[round % newcomers.length]!.domain) },
    { everyMs: 40_000, act: () => strike("server-error", newcomers[6]!.domain, null, MANY) },
    {
      everyMs: 3_000,
      act: () => {
        // Nearly nothing is left to be spent: what is asked next has to wait for it.
        const installation = installationOf(acting, credentials.apiKey);
        if (installation) installation.bucket = { available: 150, asOfMs: world.clock().getTime() };
      },
    },
  ];
}
