import { createHmac, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Scene } from "#tests/crash-sites/round/scene.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { credentials } from "#tests/scenarios/stage/install-app.ts";
import type { Provocation } from "./provoke.ts";

const MOST_TRIES = 50;

/** What has to be said to the database so that time seems to have passed, or something is in the way. */
export function disturbTheDatabase(scene: Scene): Provocation[] {
  const { owner, acting, importing, suggesting } = scene;
  return [
    {
      everyMs: 12_000,
      act: async () => {
        // Minutes have passed: shops are compared with Shopify again, and timers ring.
        await owner.query(
          "UPDATE shops SET reconciled_at = now() - interval '10 minutes' WHERE catalog_read_at IS NOT NULL",
        );
        await owner.query("UPDATE orders SET decide_at = now() WHERE decide_at IS NOT NULL");
      },
    },
    { everyMs: 4_000, act: (round) => holdWriter(scene, round % 2 === 0 ? acting : suggesting, 400) },
    // Long enough that what an import brings piles up.
    { everyMs: 5_000, act: () => holdWriter(scene, importing, 2_500) },
    { everyMs: 8_000, act: async (round) => (round % 2 === 0 ? poison(scene) : cure(scene)) },
    { everyMs: 5_000, act: () => sendBroken(scene) },
  ];
}

/** Another worker decides for the shop at this moment. */
async function holdWriter({ databaseUrl, idOf }: Scene, shop: Shop, ms: number): Promise<void> {
  const id = await idOf(shop);
  if (id === undefined) return;
  const twin = new pg.Client({ connectionString: databaseUrl });
  await twin.connect();
  try {
    await twin.query("BEGIN");
    await twin.query("SELECT 1 FROM shop_writers WHERE shop = $1 FOR UPDATE", [id]);
    await sleep(ms);
    await twin.query("COMMIT");
  } finally {
    await twin.end();
  }
}

/** The decision of every tenth order cannot be written from now on: each batch that has one breaks, and is taken apart. */
async function poison({ owner }: Scene): Promise<void> {
  await owner.query(`CREATE OR REPLACE FUNCTION crash_poison() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.order_id % 10 = 3 THEN RAISE EXCEPTION 'this order is poison'; END IF; RETURN NEW; END $$`);
  await owner.query("DROP TRIGGER IF EXISTS crash_poison ON decisions");
  await owner.query(
    "CREATE TRIGGER crash_poison BEFORE INSERT ON decisions FOR EACH ROW EXECUTE FUNCTION crash_poison()",
  );
}

/** From now on every decision can be written again. */
export async function cure({ owner }: Scene): Promise<void> {
  await owner.query("DROP TRIGGER IF EXISTS crash_poison ON decisions");
}

/** Signed as it should be, and not JSON; sent until somebody takes it. */
async function sendBroken({ acting, webPort }: Scene): Promise<void> {
  const body = Buffer.from('{"id": 1, "email": ');
  const headers = {
    "x-shopify-topic": "orders/create",
    "x-shopify-shop-domain": acting.domain,
    "x-shopify-webhook-id": `broken-${randomUUID()}`,
    "x-shopify-hmac-sha256": createHmac("sha256", credentials.secret).update(body).digest("base64"),
  };
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const answer = await fetch(`http://127.0.0.1:${webPort}/webhooks`, { method: "POST", headers, body }).catch(
      () => null,
    );
    if (answer?.ok) return;
    await sleep(100);
  }
}
