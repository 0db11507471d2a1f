import type { Sql } from "#app/db/sql.ts";

/** Shopify has not answered for a shop since a moment: its calls pause until another one. One row while it lasts. */
export type SilenceRow = {
  since: Date;
  tryAgainAt: Date;
  pauses: number;
  isTokenRefused: boolean;
  reason: string;
};

export async function loadSilence(sql: Sql, shop: string): Promise<SilenceRow | null> {
  const [row] = await sql.query<SilenceRow>(
    `SELECT since, try_again_at AS "tryAgainAt", pauses, is_token_refused AS "isTokenRefused", reason
     FROM silences WHERE shop = $1`,
    [shop],
  );
  return row ?? null;
}

export async function saveSilence(sql: Sql, shop: string, silence: SilenceRow): Promise<void> {
  await sql.query(
    `INSERT INTO silences (shop, since, try_again_at, pauses, is_token_refused, reason) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (shop) DO UPDATE SET since = least(silences.since, excluded.since), try_again_at = excluded.try_again_at,
       pauses = excluded.pauses, is_token_refused = excluded.is_token_refused, reason = excluded.reason`,
    [shop, silence.since, silence.tryAgainAt, silence.pauses, silence.isTokenRefused, silence.reason],
  );
}

export async function clearSilence(sql: Sql, shop: string): Promise<void> {
  await sql.query("DELETE FROM silences WHERE shop = $1", [shop]);
}
