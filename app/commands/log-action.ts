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

/** The same for many at once. */
export async function logActions(
  client: ShopClient,
  shop: string,
  { by, now }: Pick<Click, "by" | "now">,
  done: readonly LoggedAction[],
) {
  const who = { shop: BigInt(shop), at: now, person: by.name, personId: BigInt(by.id) };
  await client.actionLog.createMany({ data: done.map((each) => ({ ...who, ...each })) });
}
