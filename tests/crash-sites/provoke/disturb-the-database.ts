import { createHmac, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Scene } from "#tests/crash-sites/round/scene.ts";
import { credentials } from "#tests/scenarios/stage/install-app.ts";
import type { Provocation } from "./provoke.ts";

/** What has to be said to the database so that time seems to have passed, or something is in the way. */
export function disturbTheDatabase(scene: Scene): Provocation[] {
  const { owner, idOf, acting } = scene;
  return [
    {
      everyMs: 6_000,
      act: async () => {
        // Minutes have passed: shops are compared with Shopify again, and timers ring.
        await owner.query(
          "UPDATE shops SET reconciled_at = now() - interval '10 minutes' WHERE catalog_read_at IS NOT NULL",
        );
        await owner.query("UPDATE orders SET decide_at = now() WHERE decide_at IS NOT NULL");
      },
    },
    { everyMs: 8_000, act: async () => holdWriter(scene, await idOf(acting)) },
    { everyMs: 8_000, act: async (round) => (round % 2 === 0 ? poison(scene) : cure(scene)) },
    { everyMs: 10_000, act: () => sendBroken(scene) },
  ];
}

/** Another worker decides for the shop at this moment. */
async function holdWriter({ databaseUrl }: Scene, shop: string | undefined): Promise<void> {
  if (shop === undefined) return;
  const twin = new pg.Client({ connectionString: databaseUrl });
  await twin.connect();
  try {
    await twin.query("BEGIN");
    await twin.query("SELECT 1 FROM shop_writers WHERE shop = $1 FOR UPDATE", [shop]);
    await sleep(400);
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

/** Signed as it should be, and not JSON. */
async function sendBroken({ acting, webPort }: Scene): Promise<void> {
  const body = Buffer.from('{"id": 1, "email": ');
  const headers = {
    "x-shopify-topic": "orders/create",
    "x-shopify-shop-domain": acting.domain,
    "x-shopify-webhook-id": `broken-${randomUUID()}`,
    "x-shopify-hmac-sha256": createHmac("sha256", credentials.secret).update(body).digest("base64"),
  };
  await fetch(`http://127.0.0.1:${webPort}/webhooks`, { method: "POST", headers, body }).catch(() => undefined);
}
