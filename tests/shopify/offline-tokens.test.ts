import { expect, test } from "vitest";
import { TokenRefused } from "#app/shopify/admin-errors.ts";
import { createOfflineTokens } from "#app/shopify/offline-tokens.ts";

class SessionNotFoundError extends Error {}

test("a token is fetched once however many ask at the same time, and again after a minute", async () => {
  let now = 0;
  let loads = 0;
  const tokens = createOfflineTokens(
    () => Promise.resolve({ accessToken: `t${++loads}` }),
    () => new Date(now),
  );
  expect(await Promise.all([tokens.get("a"), tokens.get("a"), tokens.get("a")])).toEqual(["t1", "t1", "t1"]);
  now = 61_000;
  expect(await tokens.get("a")).toBe("t2");
});

test("a dropped token is fetched anew", async () => {
  let loads = 0;
  const tokens = createOfflineTokens(
    () => Promise.resolve({ accessToken: `t${++loads}` }),
    () => new Date(0),
  );
  await tokens.get("a");
  tokens.drop("a");
  expect(await tokens.get("a")).toBe("t2");
});

test("a shop without a session has no token, and is asked for again the next time", async () => {
  let loads = 0;
  const tokens = createOfflineTokens(
    () => {
      loads += 1;
      return loads === 1 ? Promise.reject(new SessionNotFoundError("none")) : Promise.resolve({ accessToken: "t" });
    },
    () => new Date(0),
  );
  await expect(tokens.get("a")).rejects.toBeInstanceOf(TokenRefused);
  expect(await tokens.get("a")).toBe("t");
});
