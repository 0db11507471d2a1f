import { forShop } from "#app/db.server.ts";

// A page that refreshes itself is one look at it: within a quarter of an hour the same person's look counts once.
const ONE_LOOK_MS = 15 * 60_000;

/** Logs that a person saw personal data of an order, or of a message or document that carries some. */
export function notePersonalRead(shop: string, person: string, subject: string, now: Date): Promise<void> {
  return forShop(shop, async (client) => {
    const look = { shop: BigInt(shop), person, action: "read_personal_data", subject };
    const before = await client.actionLog.findFirst({
      where: { ...look, at: { gt: new Date(now.getTime() - ONE_LOOK_MS) } },
      select: { id: true },
    });
    if (!before) await client.actionLog.create({ data: { ...look, at: now } });
  });
}
