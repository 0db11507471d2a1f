import type { Scene } from "#tests/crash-sites/round/scene.ts";
import { installationOf } from "#tests/sandbox/state/create-shop.ts";
import { fault, type FaultKind } from "#tests/sandbox/state/faults.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
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
/** Of each of these there is something to be told about some order. */
const ACTS = ["fulfillmentOrderHold", "fulfillmentOrderMove", "fulfillmentOrderReleaseHold"] as const;
/** Before, on, and instead of the way: nothing was done, it is not known, and Shopify is still at it. */
const KINDS_OF_ACTS: readonly FaultKind[] = ["throttled", "time-out", "server-error", "throttled", "reset"];
/** Enough in a row that the app leaves a shop alone for a while. */
const MANY = 8;

/** Shopify does not answer, or not well; sometimes after it has done what it was asked. */
export function spoilAnswers(scene: Scene): Provocation[] {
  const { world, owner, idOf, acting, importing, suggesting, newcomers } = scene;
  const silent = newcomers[6]!;
  const strike = (kind: FaultKind, shopDomain: string, operation: string | null = null, remaining = 1) => {
    // One that has met no call yet still waits for it.
    if (world.faults.some((each) => each.shopDomain === shopDomain && each.operation === operation)) return;
    world.faults.push(fault(kind, { operation, shopDomain, remaining, isWorkDone: true }));
  };
  const read = new Set<Shop>();
  // A catalogue of hundreds of articles is never read where a call of each few seconds fails.
  const onceRead = (shop: Shop, act: (round: number) => void) => async (round: number) => {
    if (!read.has(shop) && (await isCatalogueRead(scene, shop))) read.add(shop);
    if (read.has(shop)) act(round);
  };
  return [
    { everyMs: 4_000, act: onceRead(acting, (round) => strike(KINDS[round % KINDS.length]!, acting.domain)) },
    { everyMs: 4_000, act: (round) => strike(KINDS[round % KINDS.length]!, suggesting.domain, "FindOrders") },
    ...ACTS.map((name, index) => ({
      everyMs: 4_000,
      act: (round: number) => {
        const kind = KINDS_OF_ACTS[(round + index) % KINDS_OF_ACTS.length]!;
        for (const { domain } of [acting, importing, suggesting]) strike(kind, domain, name);
      },
    })),
    { everyMs: 12_000, act: onceRead(importing, () => strike("throttled", importing.domain)) },
    { everyMs: 6_000, act: (round) => strike("throttled", newcomers[round % newcomers.length]!.domain) },
    {
      everyMs: 12_000,
      act: (round) => strike(round % 2 === 0 ? "unauthorized" : "server-error", silent.domain, null, MANY),
    },
    {
      everyMs: 9_000,
      act: async () => {
        // As when somebody opens the app there: its pause is over at once.
        await owner.query("DELETE FROM silences WHERE shop = $1", [(await idOf(silent)) ?? null]);
      },
    },
    {
      everyMs: 15_000,
      act: onceRead(acting, () => {
        // Nearly nothing is left to be spent: what is asked next has to wait for it.
        const installation = installationOf(acting, credentials.apiKey);
        if (installation) installation.bucket = { available: 150, asOfMs: world.clock().getTime() };
      }),
    },
  ];
}

async function isCatalogueRead({ owner, idOf }: Scene, shop: Shop): Promise<boolean> {
  const { rows } = await owner.query("SELECT 1 FROM shops WHERE id = $1 AND catalog_read_at IS NOT NULL", [
    (await idOf(shop)) ?? null,
  ]);
  return rows.length > 0;
}
