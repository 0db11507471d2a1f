import { expect, test } from "vitest";
import { NotSent, Throttled, TokenRefused } from "#app/shopify/admin-errors.ts";
import { createOfflineTokens, type OfflineSession } from "#app/shopify/sessions/offline-tokens.ts";
import { createTokenRenewal } from "#app/shopify/sessions/renew-token.ts";

const START = Date.parse("2026-11-23T04:00:00.000Z");
const inMinutes = (minutes: number) => new Date(START + minutes * 60_000);

/** Tokens over one session and a token endpoint that answers what a test says. */
function tokensOver(
  session: OfflineSession | undefined,
  answer: (request: Request) => Response | Error = () => json({}),
) {
  const time = { ms: START };
  const asked: Request[] = [];
  const counts = { loads: 0, saves: 0 };
  const fetchPort: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    asked.push(request);
    const result = answer(request);
    if (result instanceof Error) throw result;
    return result;
  };
  const sessions = {
    load: async () => {
      counts.loads += 1;
      return session;
    },
    save: async () => (counts.saves += 1),
  };
  const renewal = createTokenRenewal(fetchPort, { apiKey: "key", secret: "secret" });
  return { tokens: createOfflineTokens(sessions, renewal, () => new Date(time.ms)), time, asked, counts };
}

const json = (body: unknown, init: ResponseInit = {}) => new Response(JSON.stringify(body), init);
const granted = {
  access_token: "second",
  expires_in: 3600,
  refresh_token: "refresh-2",
  refresh_token_expires_in: 7_776_000,
  scope: "read_orders",
};
const lapsing = (minutes: number): OfflineSession => ({
  accessToken: "first",
  refreshToken: "refresh-1",
  expires: inMinutes(minutes),
});

test("a token is fetched once however many ask at the same time, and again after a minute", async () => {
  const { tokens, time, counts } = tokensOver({ accessToken: "first" });
  expect(await Promise.all([tokens.get("a"), tokens.get("a"), tokens.get("a")])).toEqual(["first", "first", "first"]);
  expect(counts.loads).toBe(1);
  time.ms += 61_000;
  await tokens.get("a");
  expect(counts.loads).toBe(2);
});

test("a dropped token is fetched anew", async () => {
  const { tokens, counts } = tokensOver({ accessToken: "first" });
  await tokens.get("a");
  tokens.drop("a");
  await tokens.get("a");
  expect(counts.loads).toBe(2);
});

test("a shop without a session has no token, and is asked for again the next time", async () => {
  const { tokens, counts } = tokensOver(undefined);
  await expect(tokens.get("a")).rejects.toBeInstanceOf(TokenRefused);
  await expect(tokens.get("a")).rejects.toBeInstanceOf(TokenRefused);
  expect(counts.loads).toBe(2);
});

test("a token that is about to lapse is renewed once, and what came is kept", async () => {
  const session = lapsing(4);
  const { tokens, asked, counts } = tokensOver(session, () => json(granted));
  expect(await Promise.all([tokens.get("a.myshopify.com"), tokens.get("a.myshopify.com")])).toEqual([
    "second",
    "second",
  ]);
  expect(asked.map(({ url }) => url)).toEqual(["https://a.myshopify.com/admin/oauth/access_token"]);
  expect(await asked[0]!.json()).toEqual({
    client_id: "key",
    client_secret: "secret",
    grant_type: "refresh_token",
    refresh_token: "refresh-1",
  });
  expect(counts.saves).toBe(1);
  expect(session).toEqual({
    accessToken: "second",
    expires: inMinutes(60),
    refreshToken: "refresh-2",
    refreshTokenExpires: inMinutes(90 * 24 * 60),
    scope: "read_orders",
  });
});

test("a renewal that names no lifetime gives a token of an hour, not one that is never renewed again", async () => {
  const session = lapsing(4);
  const { tokens } = tokensOver(session, () => json({ access_token: "second", refresh_token: "refresh-2" }));
  await tokens.get("a");
  expect(session.expires).toEqual(inMinutes(60));
});

test.each([
  ["a 500", () => json({}, { status: 500 })],
  ["a page of HTML", () => new Response("<html>", { status: 502 })],
  ["truncated JSON", () => new Response('{"access_to')],
  ["a reset connection", () => new TypeError("fetch failed")],
  ["a time-out", () => new DOMException("timed out", "TimeoutError")],
])("%s instead of a renewed token is no dead token: the call was not sent", async (_name, answer) => {
  const { tokens } = tokensOver(lapsing(-1), answer);
  await expect(tokens.get("a")).rejects.toBeInstanceOf(NotSent);
});

test("a renewal that has to wait says for how long", async () => {
  const { tokens } = tokensOver(lapsing(-1), () => json({}, { status: 429, headers: { "retry-after": "2.0" } }));
  await expect(tokens.get("a")).rejects.toMatchObject({ name: Throttled.name, retryAfterMs: 2000 });
});

test("a token that cannot be renewed now is used while it lives", async () => {
  const { tokens } = tokensOver(lapsing(3), () => json({}, { status: 500 }));
  expect(await tokens.get("a")).toBe("first");
});

test.each(["invalid_grant", "application_cannot_be_found"])(
  "a renewal refused with %s is a dead token",
  async (code) => {
    const { tokens } = tokensOver(lapsing(3), () => json({ error: code }, { status: 400 }));
    await expect(tokens.get("a")).rejects.toBeInstanceOf(TokenRefused);
  },
);

test("a lapsed token without a refresh token is dead", async () => {
  const { tokens, asked } = tokensOver({ accessToken: "first", expires: inMinutes(-1) });
  await expect(tokens.get("a")).rejects.toBeInstanceOf(TokenRefused);
  expect(asked).toEqual([]);
});
