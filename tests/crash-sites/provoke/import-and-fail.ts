import type { Scene } from "#tests/crash-sites/round/scene.ts";
import { settleBulkOperations } from "#tests/sandbox/graphql/bulk/run-bulk-query.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import type { Provocation } from "./provoke.ts";

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
    between.refusals.push({ word, shopDomain: shop.domain, remaining: 1, status, body });
  };
  return [
    { everyMs: 200, act: () => importers.forEach((shop) => settleBulkOperations(world, shop)) },
    { everyMs: 3_000, act: startAgain },
    { everyMs: 45_000, act: importAnew },
    { everyMs: 5_000, act: () => refuse(importing, "query HistoryParts", 414, {}) },
    { everyMs: 7_000, act: () => refuse(importing, "query HistoryWork", 414, {}) },
    {
      everyMs: 11_000,
      act: (round) => {
        const shop = newcomers[3 + (round % 4)]!;
        const refusal = { bulkOperation: null, userErrors: [{ field: null, message: "Not now.", code: "INVALID" }] };
        refuse(shop, "bulkOperationRunQuery", 200, { data: { bulkOperationRunQuery: refusal } });
      },
    },
    { everyMs: 6_000, act: () => spoilOperations(scene) },
  ];
}

/** Of the operations under way one fails, and one of a newcomer takes longer than a stretch of the import. */
function spoilOperations({ world, importing, newcomers }: Scene): void {
  const last = newcomers.at(-1)!;
  for (const operation of last.bulkOperations.values()) {
    if (operation.status === "CREATED" || operation.status === "RUNNING")
      operation.finishesAtMs = Math.max(operation.finishesAtMs, Date.parse(operation.createdAt) + 150_000);
  }
  for (const shop of [importing, ...newcomers.slice(0, -1)]) {
    const running = [...shop.bulkOperations.values()].find(
      ({ status }) => status === "CREATED" || status === "RUNNING",
    );
    if (running && running.finishesAtMs > world.clock().getTime()) running.errorCode = "INTERNAL_SERVER_ERROR";
  }
}
