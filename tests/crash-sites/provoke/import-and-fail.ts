import type { Scene } from "#tests/crash-sites/round/scene.ts";
import { deleteOrder } from "#tests/sandbox/commerce/change-order.ts";
import { settleBulkOperations } from "#tests/sandbox/graphql/bulk/run-bulk-query.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import type { Provocation } from "./provoke.ts";

/** Which newcomer's past takes long to be prepared, and from which on it is deleted meanwhile. */
const SLOW = 7;
const FORGETFUL_FROM = 9;
/** Longer than any round goes on. */
const SLOW_MS = 3_600_000;

/** The import of a past that Shopify gives up, refuses, throttles and takes long over, and that a person starts again. */
export function importAndFail(scene: Scene): Provocation[] {
  const { world, importing, newcomers, between, owner, idOf, click } = scene;
  const importers = [importing, ...newcomers];
  const startAgain = async () => {
    for (const shop of importers) {
      const { rows } = await owner.query("SELECT 1 FROM history_imports WHERE shop = $1 AND state = 'failed'", [
        (await idOf(shop)) ?? null,
      ]);
      if (rows.length > 0) await click(shop, { act: "import-history" });
    }
  };
  const importAnew = async () => {
    // As after a reinstallation: nobody waits two months for the next import.
    await owner.query(
      "UPDATE history_imports SET state = 'failed', reason = 'It is tried once more.' WHERE shop = $1 AND state = 'done'",
      [(await idOf(importing)) ?? null],
    );
  };
  const refuse = (shop: Shop, word: string, status: number, body: unknown) => {
    // One that has met no call yet still waits for it; several in a row would end the import each time.
    if (between.refusals.some((each) => each.word === word && each.shopDomain === shop.domain && each.remaining > 0))
      return;
    between.refusals.push({ word, shopDomain: shop.domain, remaining: 1, status, body });
  };
  return [
    {
      everyMs: 200,
      act: () => {
        slowDown(newcomers[SLOW]!);
        for (const shop of importers) settleBulkOperations(world, shop);
      },
    },
    { everyMs: 200, act: () => newcomers.slice(FORGETFUL_FROM).forEach((shop) => deletePast(scene, shop)) },
    { everyMs: 3_000, act: startAgain },
    { everyMs: 25_000, act: importAnew },
    { everyMs: 30_000, act: () => refuse(importing, "query HistoryParts", 414, {}) },
    { everyMs: 40_000, act: () => refuse(importing, "query HistoryWork", 414, {}) },
    {
      everyMs: 11_000,
      act: (round) => {
        const shop = newcomers[3 + (round % 4)]!;
        const refusal = { bulkOperation: null, userErrors: [{ field: null, message: "Not now.", code: "INVALID" }] };
        refuse(shop, "bulkOperationRunQuery", 200, { data: { bulkOperationRunQuery: refusal } });
      },
    },
    { everyMs: 30_000, act: () => spoilOperations(scene) },
  ];
}

/** What Shopify has begun to prepare is deleted before it is read: nothing of it is there to be imported. */
function deletePast({ world }: Scene, shop: Shop): void {
  if (shop.bulkOperations.size === 0) return;
  for (const order of [...shop.orders.values()])
    deleteOrder(world, shop, order, { kind: "staff", staffMemberId: null });
}

/** What is prepared for this shop takes longer than a stretch of the import. */
function slowDown(shop: Shop): void {
  for (const operation of shop.bulkOperations.values()) {
    if (operation.status === "CREATED" || operation.status === "RUNNING")
      operation.finishesAtMs = Date.parse(operation.createdAt) + SLOW_MS;
  }
}

/** Of the operations under way one fails. */
function spoilOperations({ world, importing, newcomers }: Scene): void {
  for (const shop of [importing, ...newcomers.slice(0, SLOW)]) {
    const running = [...shop.bulkOperations.values()].find(
      ({ status }) => status === "CREATED" || status === "RUNNING",
    );
    if (running && running.finishesAtMs > world.clock().getTime()) running.errorCode = "INTERNAL_SERVER_ERROR";
  }
}
