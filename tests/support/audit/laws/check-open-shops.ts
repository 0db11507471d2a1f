import type { Law } from "#tests/support/audit/evidence.ts";

/** I6: a shop that has the app is worked for, whatever was said of it before it came back, and however late that was heard. */
export const checkOpenShops: Law = async ({ ask, apiKey, world }) => {
  const closed = await ask<{ domain: string }>("SELECT domain FROM shops WHERE status <> 'installed' ORDER BY id");
  return closed
    .filter(({ domain }) => world.shops.get(domain)?.installations.get(apiKey)?.uninstalledAt === null)
    .map(({ domain }) => ({
      invariant: "I6" as const,
      shop: domain,
      subject: "shop",
      sentence: "is closed here although the app is installed",
    }));
};
