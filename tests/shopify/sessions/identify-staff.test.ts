import { expect, test } from "vitest";
import { createIdentifyStaff } from "#app/shopify/sessions/identify-staff.ts";

const app = { clientId: "test-key", clientSecret: "test-secret" };
const domain = "here.myshopify.com";

type Answer = Response | (() => never);

/** Asks through a port that answers so; `sent` is what it was asked. */
async function identify(answer: Answer) {
  const sent: { url: string; body: unknown }[] = [];
  const port = (async (url: string, init: RequestInit) => {
    sent.push({ url, body: JSON.parse(init.body as string) });
    return typeof answer === "function" ? answer() : answer;
  }) as typeof fetch;
  const reasons: string[] = [];
  const ask = createIdentifyStaff(port, app, (_domain, reason) => reasons.push(reason));
  return { profile: await ask(domain, "the-id-token"), sent, reasons };
}

const user = { first_name: "Ada", last_name: "Vega", email: "ada@example.com", account_owner: false };
const answerOf = (associated_user: object) => Response.json({ access_token: "shpat_x", associated_user });

test("Shopify says beside an online token whose it is", async () => {
  const { profile, sent } = await identify(answerOf(user));
  expect(profile).toEqual({ name: "Ada Vega", email: "ada@example.com", isAccountOwner: false });
  expect(sent).toMatchObject([
    {
      url: "https://here.myshopify.com/admin/oauth/access_token",
      body: {
        client_id: "test-key",
        subject_token: "the-id-token",
        requested_token_type: "urn:shopify:params:oauth:token-type:online-access-token",
      },
    },
  ]);
});

test.each([
  [
    { ...user, account_owner: true },
    { name: "Ada Vega", email: "ada@example.com", isAccountOwner: true },
  ],
  [
    { ...user, last_name: null },
    { name: "Ada", email: "ada@example.com", isAccountOwner: false },
  ],
  [{ id: 1 }, { name: "", email: "", isAccountOwner: false }],
])("of what it leaves out nothing is made up: %j", async (said, profile) => {
  expect((await identify(answerOf(said))).profile).toEqual(profile);
});

test.each<[string, Answer]>([
  ["refuses the token", Response.json({ error: "invalid_subject_token" }, { status: 400 })],
  ["answers with a page", new Response("<html>", { status: 502 })],
  ["answers what is no JSON", new Response("<html>")],
  ["names nobody", Response.json({ access_token: "x" })],
  [
    "does not answer",
    () => {
      throw new TypeError("fetch failed");
    },
  ],
])("nobody is named where Shopify %s, and nobody is kept out", async (_name, answer) => {
  const { profile, reasons } = await identify(answer);
  expect(profile).toBeUndefined();
  expect(reasons).toHaveLength(1);
  expect(reasons[0]).not.toMatch(/test-secret|the-id-token|Ada|<html>/);
});
