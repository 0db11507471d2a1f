import { afterAll, beforeAll, expect, test } from "vitest";
import { sendRaw, type RawAnswer } from "#tests/border/requests/send-raw.ts";
import { mintIdToken } from "#tests/sandbox/admin/mint-id-token.ts";
import { database } from "#tests/support/app-database.ts";
import { buildIfChanged } from "#tests/support/build.ts";
import { openShop } from "#tests/support/open-test-database.ts";
import { prisma } from "#app/db.server.ts";
import { roleCan, type Right } from "#app/domain/people/role-can.ts";
import type { RunningWeb } from "#app/processes/start-web.ts";

// Whom Shopify does not name has a number for a name.
globalThis.fetch = async () => new Response("", { status: 404 });
const { startWeb } = await import("#app/processes/start-web.ts");
const { createOperations } = await import("#app/processes/operations.ts");

const DOMAIN = "plain-words.myshopify.com";
const [OWNER, VIEWER] = ["7", "8"];
const RESOURCES: [path: string, right: Right, gone: string][] = [
  ["/app/documents/1", "see_documents", "This document has no PDF yet."],
  ["/app/messages/1", "see_messages", "This message is not here any more."],
  ["/app/data-requests/1", "export_personal_data", "No customer asked for their data here."],
];
let web: RunningWeb;

beforeAll(async () => {
  await buildIfChanged();
  web = await startWeb(createOperations());
  await openShop(database, DOMAIN, new Date());
  const session = { id: `offline_${DOMAIN}`, shop: DOMAIN, state: "", accessToken: "shpat_of_a_test", scope: "" };
  await prisma.session.create({ data: { ...session, expires: new Date(Date.now() + 3_600_000) } });
  // Who comes first is the owner, and everybody after them a viewer.
  for (const person of [OWNER, VIEWER]) expect((await ask(person, "/app.data")).status).toBe(200);
}, 200_000);

afterAll(() => web.stop());

/** A request straight to an address, as no page of ours makes it; with a form it is a post. */
function ask(personId: string, path: string, form?: string): Promise<RawAnswer> {
  const app = { apiKey: "test-key", secret: "test-secret" };
  const token = mintIdToken({ ...app, shop: DOMAIN, now: new Date(), userId: personId });
  return sendRaw({
    port: web.port,
    path,
    method: form === undefined ? "GET" : "POST",
    headers: { Authorization: `Bearer ${token}`, "content-type": "application/x-www-form-urlencoded" },
    ...(form === undefined ? {} : { body: Buffer.from(form) }),
  });
}

function reasonWhyNot(right: Right): string {
  const permission = roleCan("viewer", right);
  return permission.allowed ? "allowed" : permission.reason;
}

test("who may not stop everything is answered 403 with the sentence, by the address itself and by its data", async () => {
  const refusal = { problem: reasonWhyNot("stop_everything") };
  const direct = await ask(VIEWER, "/app/stop", "");
  expect([direct.status, JSON.parse(direct.text)]).toEqual([403, refusal]);
  const asData = await ask(VIEWER, "/app/stop.data", "");
  expect(asData.status).toBe(403);
  expect(asData.text).toContain(refusal.problem);
});

test("a click that changes nothing is answered 422 with the sentence", async () => {
  const direct = await ask(OWNER, "/app/stop", "");
  const problem = "Nothing acts or asks: every capability is at Watch or off.";
  expect([direct.status, JSON.parse(direct.text)]).toEqual([422, { problem }]);
});

test.each([
  ["/app.data?index", "intent=nonsense", "This button is not known here."],
  ["/app/orders.data?index", "intent=pass_problems&subject=x", "Choose up to 100 orders."],
  ["/app/orders/1.data", "intent=nonsense", "This button is not known here."],
  ["/app/parked.data", "intent=nonsense", "This button is not known here."],
  ["/app/people.data", "intent=nonsense", "This button is not known here."],
  ["/app/history.data", "intent=nonsense", "This button is not known here."],
  ["/app/settings.data", "", "Nothing was saved: something is not filled in right."],
])("a form that %s cannot read is answered 422 with the sentence", async (path, form, sentence) => {
  const answer = await ask(OWNER, path, form);
  expect(answer.status).toBe(422);
  expect(answer.text).toContain(sentence);
});

test.each(RESOURCES)("%s says in plain words why it is refused, or what is not there", async (path, right, gone) => {
  expect(await ask(VIEWER, path)).toEqual({ status: 403, text: reasonWhyNot(right) });
  expect(await ask(OWNER, path)).toEqual({ status: 404, text: gone });
});

test.each([
  ["GET", "/app/stop"],
  ["POST", "/app/documents/1"],
  ["POST", "/app/messages/1"],
  ["POST", "/app/data-requests/1"],
  ["POST", "/api/order-status"],
  ["POST", "/auth/login"],
  ["POST", "/auth/callback"],
])("%s %s, which nobody answers, is refused in plain words", async (method, path) => {
  const answer = await ask(OWNER, path, method === "POST" ? "" : undefined);
  expect([400, 405]).toContain(answer.status);
  expect(answer.text).toBe("This cannot be asked for in this way.");
});
