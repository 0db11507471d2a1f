import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { database, forShop, NOW } from "#tests/support/app-database.ts";
import { openTestShop } from "#tests/support/place-rows.ts";
import { mintIdToken } from "#tests/sandbox/admin/mint-id-token.ts";
import { prisma } from "#app/db.server.ts";
import type { Role } from "#app/domain/people/role-can.ts";

const app = { apiKey: "test-key", secret: "test-secret" };
let people = 0;

/** Somebody of a shop of their own, with a token as the admin issues it. */
export type TestStaff = { shop: string; personId: string; token: string };

export async function signInAs(role: Role, locationIds: readonly string[] = []): Promise<TestStaff> {
  people += 1;
  const personId = String(people);
  const shop = await openTestShop();
  const { domain } = await forShop(shop, (client) => client.shop.findUniqueOrThrow({ where: { id: BigInt(shop) } }));
  // Signed in once before: the library then has a token of the shop and exchanges none.
  const session = { id: `offline_${domain}`, shop: domain, state: "", accessToken: "token", scope: "read_orders" };
  await prisma.session.create({ data: { ...session, expires: new Date(Date.now() + 3_600_000) } });
  const person = { shop: BigInt(shop), id: BigInt(personId), name: "Ada", role, locationIds: locationIds.map(BigInt) };
  await forShop(shop, (client) =>
    client.person.create({ data: { ...person, firstSeenAt: NOW, lastSeenAt: NOW, namedAt: NOW } }),
  );
  return { shop, personId, token: mintIdToken({ ...app, shop: domain, now: new Date(), userId: personId }) };
}

export type RouteFunction = (args: LoaderFunctionArgs & ActionFunctionArgs) => Promise<unknown>;

/** Asks a route as the browser does, and answers what it returns or throws. A body makes it a click. */
export function askRoute(
  run: RouteFunction,
  token: string,
  { search = "", params = {}, body }: { search?: string; params?: Record<string, string>; body?: string },
): Promise<unknown> {
  const request = new Request(`https://switchyard.example/app${search}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/x-www-form-urlencoded" },
    ...(body === undefined ? {} : { body }),
  });
  const context = { database, clock: () => NOW, ring: async () => undefined };
  return run({ request, context, params }).catch((thrown: unknown) => {
    if (thrown instanceof Error) throw thrown;
    return thrown;
  });
}
