import { forShop } from "#app/db.server.ts";

/** What every page shows its times and amounts by. */
export async function readShop(shop: string) {
  return forShop(shop, (client) =>
    client.shop.findUniqueOrThrow({
      where: { id: BigInt(shop) },
      select: { name: true, domain: true, currency: true, timeZone: true },
    }),
  );
}
