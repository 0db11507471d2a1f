import { setTimeout as sleep } from "node:timers/promises";
import type { CapabilityWish, SettingsWish } from "#app/commands/save-settings.ts";
import { savedDefaults } from "#app/domain/routing/prices/routing-policy.ts";
import type { Mode } from "#app/domain/settings.ts";
import { COLLEAGUE, HEIR } from "#tests/crash-sites/process/click-request.ts";
import type { Scene } from "#tests/crash-sites/round/scene.ts";
import { installationOf } from "#tests/sandbox/state/create-shop.ts";
import { credentials } from "#tests/scenarios/stage/install-app.ts";
import { shopOf } from "#tests/sandbox/state.ts";
import type { Provocation } from "./provoke.ts";

const MOST_TRIES = 40;

/** The merchant's people: they look, pass, approve, dismiss, change settings and settle what was parked. */
export function clickAround(scene: Scene): Provocation[] {
  const { suggesting, acting } = scene;
  const ask = async <Row extends object>(text: string, shop = suggesting): Promise<Row[]> => {
    const { rows } = await scene.owner.query<Row>(text, [await scene.idOf(shop)]);
    return rows;
  };
  const answerAsks = async (round: number) => {
    const answer = round % 3 === 2 ? "dismiss" : "approve";
    const asks = await ask<{ id: string }>(
      "SELECT id FROM outbox_messages WHERE shop = $1 AND state IN ('suggested', 'needs_person') ORDER BY id LIMIT 3",
    );
    for (const { id } of asks) await scene.click(suggesting, { act: "answer", outboxId: id, answer });
  };
  const passProblems = async (round: number) => {
    const [held] = await ask<{ id: string; problems: string[] }>(
      "SELECT id, problems FROM orders WHERE shop = $1 AND problems <> '{}' ORDER BY id DESC LIMIT 1",
    );
    if (!held) return;
    if (round % 2 === 0) await scene.click(suggesting, { act: "pass", orderId: held.id, codes: held.problems });
    else await scene.click(suggesting, { act: "pass-all", orderIds: [held.id] });
  };
  const lookAndDecideAgain = async (round: number) => {
    const orders = await ask<{ id: string }>("SELECT id FROM orders WHERE shop = $1 ORDER BY id DESC LIMIT 2");
    const orderIds = orders.map(({ id }) => id);
    if (orderIds.length === 0) return;
    await scene.click(suggesting, { act: "look", subject: `order ${orderIds[0]} ${round}`, orderIds });
    await scene.click(suggesting, { act: "decide-again", orderIds });
  };
  const finishNotices = async (round: number) => {
    const shop = round % 2 === 0 ? suggesting : acting;
    const open = "SELECT id FROM notices WHERE shop = $1 AND done_at IS NULL LIMIT 1";
    const [notice] = await ask<{ id: string }>(open, shop);
    if (notice) await scene.click(shop, { act: "finish-notice", noticeId: notice.id });
  };
  const settleParked = async () => {
    const parked = await ask<{ id: string; isBroken: boolean }>(
      `SELECT id, reason LIKE '%is not JSON%' AS "isBroken" FROM inbox_messages
       WHERE shop = $1 AND state = 'parked' ORDER BY id LIMIT 2`,
      acting,
    );
    for (const { id, isBroken } of parked)
      await scene.click(acting, { act: isBroken ? "discard" : "replay", messageId: id });
  };
  return [
    { everyMs: 2_500, act: answerAsks },
    { everyMs: 5_000, act: passProblems },
    { everyMs: 5_000, act: lookAndDecideAgain },
    { everyMs: 2_500, act: finishNotices },
    { everyMs: 3_000, act: settleParked },
    { everyMs: 6_000, act: (round) => changeModes(scene, round) },
    { everyMs: 4_000, act: (round) => weighRoutes(scene, round) },
    { everyMs: 4_000, act: (round) => giveRoles(scene, round) },
    { everyMs: 6_000, act: () => sellStore(scene) },
    { everyMs: 2_000, act: (round) => recognise(scene, round) },
  ];
}

/** What could not be decided while its order was poison is replayed by somebody, once it no longer is. */
export async function replayPoisoned(scene: Scene): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const { rows } = await scene.owner.query<{ id: string; domain: string }>(
      `SELECT m.id, s.domain FROM inbox_messages m JOIN shops s ON s.id = m.shop
       WHERE m.state = 'parked' AND m.reason LIKE '%poison%' ORDER BY m.id LIMIT 50`,
    );
    if (rows.length === 0) return;
    for (const { id, domain } of rows) await scene.click(shopOf(scene.world, domain), { act: "replay", messageId: id });
    await sleep(500);
  }
}

/** In turn: asks, acts with a limit that is soon reached, watches, and stops. */
async function changeModes(scene: Scene, round: number): Promise<void> {
  const turns: (() => Promise<unknown>)[] = [
    () => scene.click(scene.suggesting, { act: "save-settings", settings: settingsOf("act", 500) }),
    () => scene.click(scene.suggesting, { act: "save-settings", settings: settingsOf("suggest", 500) }),
    () => scene.click(scene.suggesting, { act: "save-settings", settings: settingsOf("act", 1) }),
    () => scene.click(scene.suggesting, { act: "stop" }),
    () => scene.click(scene.suggesting, { act: "save-settings", settings: settingsOf("suggest", 500) }),
    () => scene.click(scene.suggesting, { act: "save-settings", settings: settingsOf("watch", 500) }),
    () => scene.click(scene.suggesting, { act: "save-settings", settings: settingsOf("suggest", 500) }),
  ];
  await turns[round % turns.length]!();
}

function settingsOf(mode: Mode, hourlyLimit: number): SettingsWish {
  const wish: CapabilityWish = { mode, goLiveDay: null, hourlyLimit };
  return {
    capabilities: { hold: wish, route: wish, stock: wish, invoice: wish, notify: wish },
    duplicateWindowMinutes: 30,
    holdRiskLevel: "MEDIUM",
    allowedBorderCrossings: [],
    invoiceSeriesPrefix: "AN",
    seller: { name: "Atelier Nord", address1: "Rue 2", zip: "69001", city: "Lyon", countryCode: "FR", vatId: null },
  };
}

/** The policy is saved with another amount, and the version before is returned to: at first the defaults. */
async function weighRoutes({ owner, idOf, suggesting, click }: Scene, round: number): Promise<void> {
  const { rows } = await owner.query<{ version: number }>(
    "SELECT coalesce(max(version), 0) AS version FROM routing_policies WHERE shop = $1",
    [(await idOf(suggesting)) ?? null],
  );
  const version = rows[0]!.version;
  const { version: _version, currency: _currency, ...defaults } = savedDefaults("EUR");
  const policy = { ...defaults, splitMinor: round };
  await click(suggesting, { act: "save-routing-policy", basedOn: version, policy });
  await click(suggesting, { act: "return-to-policy", basedOn: version + 1, version });
}

/** Somebody opens the app: for the first time in a shop, after an hour, and after a month. */
async function recognise({ owner, newcomers, suggesting, click }: Scene, round: number): Promise<void> {
  const newcomer = newcomers[round % newcomers.length];
  if (newcomer && installationOf(newcomer, credentials.apiKey)) await click(newcomer, { act: "open" });
  const age =
    round % 2 === 0 ? "last_seen_at = last_seen_at - interval '1 hour'" : "named_at = named_at - interval '30 days'";
  await owner.query(`UPDATE people SET ${age}`);
  await click(suggesting, { act: "open" });
}

/** The owner gives a colleague another role and own locations, and says what newcomers begin as. */
async function giveRoles({ click, suggesting }: Scene, round: number): Promise<void> {
  const role = round % 2 === 0 ? "warehouse" : "support";
  const locationIds = [...suggesting.locations.keys()].slice(0, 1);
  await click(suggesting, { act: "open" }, COLLEAGUE);
  await click(suggesting, { act: "change-person", personId: COLLEAGUE, change: { role, locationIds } });
  await click(suggesting, { act: "set-default-role", role });
}

/** Somebody comes to own the store at Shopify who only worked there before; each time as if it were the first. */
async function sellStore({ owner, idOf, suggesting, click }: Scene): Promise<void> {
  await click(suggesting, { act: "open" }, HEIR, false);
  await owner.query(
    `UPDATE people SET role = 'viewer', is_account_owner = false, named_at = named_at - interval '30 days'
     WHERE shop = $1 AND id = $2`,
    [(await idOf(suggesting)) ?? null, HEIR],
  );
  await click(suggesting, { act: "open" }, HEIR, true);
}
