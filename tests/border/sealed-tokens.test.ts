import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Session } from "@shopify/shopify-api";
import pg from "pg";
import { beforeEach, expect, test } from "vitest";
import "#tests/support/app-database.ts";
import { emptyTables, testDatabase } from "#tests/support/test-database.ts";
import { createTokenSealer, deriveTokenKey } from "#app/shopify/sessions/seal-token.ts";
import { dumpDatabase } from "./dump/dump-database.ts";

const { sessionStorage, unauthenticated } = await import("#app/shopify.server.ts");
const { prisma } = await import("#app/db.server.ts");

const DOMAIN = "mugs.myshopify.com";
const ID = `offline_${DOMAIN}`;
const ACCESS = "shpat_0123456789abcdef0123456789abcdef";
const REFRESH = "shprt_fedcba9876543210fedcba9876543210";
const INLINE = { id: ID, shop: DOMAIN, state: "", isOnline: false };
const inAnHour = () => new Date(Date.now() + 3_600_000);

beforeEach(emptyTables);

const session = (changes: Partial<Session> = {}) =>
  new Session({
    ...INLINE,
    scope: "read_orders",
    expires: inAnHour(),
    accessToken: ACCESS,
    refreshToken: REFRESH,
    refreshTokenExpires: inAnHour(),
    ...changes,
  });

const stored = () => prisma.session.findUniqueOrThrow({ where: { id: ID } });

test("a shop's tokens lie sealed in the database and are read as they were", async () => {
  const expected = session();
  await sessionStorage.storeSession(expected);
  expect((await stored()).accessToken).toMatch(/^sealed\.[0-9a-f]{8}\.[\w-]+$/);
  expect((await stored()).refreshToken).toMatch(/^sealed\./);
  const dump = await dumpDatabase();
  expect(dump).toContain(ID);
  expect(dump).not.toContain(ACCESS);
  expect(dump).not.toContain(REFRESH);
  expect((await sessionStorage.loadSession(ID))?.toObject()).toMatchObject(expected.toObject());
  expect((await sessionStorage.findSessionsByShop(DOMAIN)).map(({ accessToken }) => accessToken)).toEqual([ACCESS]);
  expect((await unauthenticated.admin(DOMAIN)).session.accessToken).toBe(ACCESS);
});

test("two seals of one token differ, and none opens in another row or another column", () => {
  const sealer = createTokenSealer([randomBytes(32)]);
  const sealed = sealer.seal(ACCESS, "here");
  expect(sealer.seal(ACCESS, "here")).not.toBe(sealed);
  expect(sealer.open(sealed, "here")).toEqual({ token: ACCESS, isCurrent: true });
  expect(sealer.open(sealed, "there")).toBeUndefined();
});

test("a sealed text of which any one character was changed does not open", () => {
  const sealer = createTokenSealer([randomBytes(32)]);
  const sealed = sealer.seal(ACCESS, "here");
  const bytesFrom = "sealed.01234567.".length;
  for (let index = bytesFrom; index < sealed.length; index += 1) {
    const other = sealed[index] === "A" ? "z" : "A";
    const changed = `${sealed.slice(0, index)}${other}${sealed.slice(index + 1)}`;
    // The last character of base64 may carry bits that belong to no byte.
    if (Buffer.from(changed.slice(bytesFrom), "base64url").equals(Buffer.from(sealed.slice(bytesFrom), "base64url")))
      continue;
    expect(sealer.open(changed, "here"), `character ${index}`).toBeUndefined();
  }
  expect(sealer.open(sealed.slice(0, bytesFrom + 8), "here"), "cut short").toBeUndefined();
});

test("a row in clear, from before tokens were sealed, is read and is sealed from then on", async () => {
  await prisma.session.create({
    data: { ...INLINE, accessToken: ACCESS, refreshToken: REFRESH, expires: inAnHour() },
  });
  expect((await sessionStorage.loadSession(ID))?.accessToken).toBe(ACCESS);
  expect(await dumpDatabase()).not.toMatch(/shp(at|rt)_/);
  expect((await sessionStorage.loadSession(ID))?.refreshToken).toBe(REFRESH);
});

test("a token that is refreshed between the reading of a row in clear and its sealing is kept", async () => {
  await prisma.session.create({ data: { ...INLINE, accessToken: ACCESS } });
  const refreshing = new pg.Client({ connectionString: (await testDatabase()).url });
  await refreshing.connect();
  try {
    await refreshing.query("BEGIN");
    await refreshing.query(`UPDATE session SET "accessToken" = 'shpat_refreshed'`);
    const loading = sessionStorage.loadSession(ID);
    await untilSomebodyWaits(refreshing);
    await refreshing.query("COMMIT");
    expect((await loading)?.accessToken).toBe(ACCESS);
    expect((await stored()).accessToken).toBe("shpat_refreshed");
  } finally {
    await refreshing.end();
  }
});

/** Resolves when another connection waits for a lock. */
async function untilSomebodyWaits(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query("SELECT 1 FROM pg_locks WHERE NOT granted");
    if (rows.length > 0) return;
    await sleep(5);
  }
}

test("after a change of the key what the one before sealed is read and sealed again", () => {
  const [before, now] = [randomBytes(32), randomBytes(32)];
  const sealed = createTokenSealer([before]).seal(ACCESS, "here");
  expect(createTokenSealer([now, before]).open(sealed, "here")).toEqual({ token: ACCESS, isCurrent: false });
  expect(createTokenSealer([now]).open(sealed, "here")).toBeUndefined();
});

test("a key of one's own takes over from the one that is derived from the client secret", async () => {
  const derived = deriveTokenKey("test-secret");
  await sessionStorage.storeSession(session());
  const { accessToken } = await stored();
  const opened = createTokenSealer([randomBytes(32), derived]).open(accessToken, `access token of ${ID}`);
  expect(opened).toEqual({ token: ACCESS, isCurrent: false });
  expect(deriveTokenKey("another-secret").equals(derived)).toBe(false);
});

test("tokens that no key opens are as good as none, so that the next sign-in fetches others", async () => {
  const sealer = createTokenSealer([randomBytes(32)]);
  await prisma.session.create({ data: { ...INLINE, accessToken: sealer.seal(ACCESS, `access token of ${ID}`) } });
  expect(await sessionStorage.loadSession(ID)).toBeUndefined();
  expect(await sessionStorage.findSessionsByShop(DOMAIN)).toEqual([]);
  await expect(unauthenticated.admin(DOMAIN)).rejects.toThrow(/session/i);
  await sessionStorage.storeSession(session());
  expect((await sessionStorage.loadSession(ID))?.accessToken).toBe(ACCESS);
});

test("a token that was given up is stored as none and not as a seal of nothing", async () => {
  await sessionStorage.storeSession(session({ accessToken: undefined, refreshToken: undefined }));
  expect(await stored()).toMatchObject({ accessToken: "", refreshToken: null });
  expect((await sessionStorage.loadSession(ID))?.accessToken).toBeUndefined();
});
