import type pg from "pg";
import { installApp } from "#tests/sandbox/oauth/install-app.ts";
import { issueAccessToken } from "#tests/sandbox/oauth/issue-tokens.ts";
import type { World } from "#tests/sandbox/state.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { appCredentials, SCOPES } from "./app-credentials.ts";

const TOKEN_SECONDS = 30 * 86_400;

/**
 * Installs the app, for the first time or again: with an offline token at the sandbox, the shop opened in the database, and
 * every capability in a mode from now on, as if the merchant had set it at once.
 */
export async function install(
  owner: pg.Client,
  world: World,
  shop: Shop,
  mode: "watch" | "suggest" | "act",
): Promise<void> {
  const now = world.clock();
  const installation = installApp(world, shop, appCredentials.apiKey, SCOPES);
  issueAccessToken(world, installation, { kind: "offline", seconds: TOKEN_SECONDS, userId: null });
  const opened = await owner.query<{ shop: string }>("SELECT open_shop($1, $2, $3) AS shop", [
    shop.domain,
    shop.name,
    now,
  ]);
  const id = opened.rows[0]!.shop;
  await owner.query("UPDATE shops SET scopes = $2, authorized_at = $3 WHERE id = $1", [id, SCOPES, now]);
  await owner.query(
    `UPDATE capabilities SET mode = $2, go_live_at = $3, changed_at = $3, changed_by = 'simulation',
       hourly_limit = 1000000 WHERE shop = $1`,
    [id, mode, now],
  );
}
