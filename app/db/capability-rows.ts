import type { Capability, Mode } from "#app/domain/settings.ts";
import type { Sql } from "./sql.ts";

/** Sets how far a capability may go, and remembers who did it. */
export async function setMode(
  sql: Sql,
  shop: string,
  capability: Capability,
  mode: Mode,
  now: Date,
  changedBy: string,
) {
  await sql.query(
    "UPDATE capabilities SET mode = $3, changed_at = $4, changed_by = $5 WHERE shop = $1 AND capability = $2",
    [shop, capability, mode, now, changedBy],
  );
}
