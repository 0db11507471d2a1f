import type { Prisma } from "@prisma/client";
import type { ShopClient } from "#app/db.server.ts";
import type { Click } from "./click.ts";

/** What was done or looked at, and about what: "order 1001". Details are plain data, and never a buyer's. */
export type LoggedAction = { action: string; subject: string; details?: Prisma.InputJsonValue };

/** Writes into the log of actions, in the transaction of what it tells of: both or neither. */
export async function logAction(
  client: ShopClient,
  shop: string,
  click: Pick<Click, "by" | "now">,
  done: LoggedAction,
) {
  await logActions(client, shop, click, [done]);
}

/** The same for many at once, in one statement. */
export async function logActions(
  client: ShopClient,
  shop: string,
  { by, now }: Pick<Click, "by" | "now">,
  done: readonly LoggedAction[],
) {
  const actions = done.map(({ action }) => action);
  const subjects = done.map(({ subject }) => subject);
  const details = done.map((each) => (each.details === undefined ? null : JSON.stringify(each.details)));
  await client.$executeRaw`
    INSERT INTO action_log (shop, at, person, person_id, action, subject, details)
    SELECT ${BigInt(shop)}, ${now}, ${by.name}, ${BigInt(by.id)}, action, subject, details
    FROM unnest(${actions}::text[], ${subjects}::text[], ${details}::jsonb[])
      WITH ORDINALITY AS done (action, subject, details, place) ORDER BY place`;
}
