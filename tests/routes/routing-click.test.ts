import { expect, test } from "vitest";
import { askRoute, signInAs, type RouteFunction } from "./sign-in-as.ts";
import { defaultPolicy } from "#app/domain/routing/prices/routing-policy.ts";
import { action, loader, shouldRevalidate } from "#app/routes/app.routing/route.tsx";
import { draftOf } from "#app/routes/app.routing/policy-draft.ts";

const draft = draftOf(defaultPolicy("EUR"), "EUR");

/** What a click on the page is answered, with its status. */
async function post(token: string, body: object): Promise<object> {
  const answer = await askRoute(action, token, { body: JSON.stringify(body) });
  const response = answer as Response;
  return { status: response.status, ...((await response.json()) as object) };
}

test("what is saved on the page is the next version that it shows, and can be returned from", async () => {
  const { token } = await signInAs("operations");
  const amounts = { ...draft.amounts, splitMinor: "4.00" };
  const saved = await post(token, { intent: "save", basedOn: 0, draft: { ...draft, amounts, why: "Complaints" } });
  expect(saved).toEqual({ status: 200, said: "Routing saved" });
  expect(await post(token, { intent: "return", basedOn: 1, version: 0 })).toMatchObject({ status: 200 });
  const page = await askRoute(loader, token, {});
  expect(page).toMatchObject({
    policy: { version: 2, splitMinor: 135 },
    versions: [
      { version: 2, why: "Back to the defaults" },
      { version: 1, why: "Complaints", changes: ["Each parcel beyond the first: 1.35 EUR → 4.00 EUR"] },
    ],
  });
});

test("a click over an older version is refused, and one that is not filled in right names its field", async () => {
  const { token } = await signInAs("operations");
  await post(token, { intent: "save", basedOn: 0, draft });
  const late = await post(token, { intent: "save", basedOn: 0, draft });
  expect(late).toMatchObject({ status: 422, problem: expect.stringContaining("saved version 1 meanwhile") as unknown });
  const wrong = { ...draft, amounts: { ...draft.amounts, dayMinor: "soon" } };
  expect(await post(token, { intent: "save", basedOn: 1, draft: wrong })).toMatchObject({
    status: 422,
    fields: { "amounts.dayMinor": expect.stringContaining("EUR") as unknown },
  });
});

test("a draft is tried without a trace, and the page is not asked anew for it", async () => {
  const { token } = await signInAs("operations");
  expect(await post(token, { intent: "preview", draft })).toMatchObject({
    status: 200,
    preview: { currency: "EUR", effects: [] },
  });
  expect(await askRoute(loader as RouteFunction, token, {})).toMatchObject({ versions: [] });
  const asked = (json: object) => shouldRevalidate({ json, defaultShouldRevalidate: true } as never);
  expect([asked({ intent: "preview" }), asked({ intent: "save" })]).toEqual([false, true]);
});

test("who may only see the settings sees the policy, and saves and tries nothing", async () => {
  const { token } = await signInAs("viewer");
  expect(await askRoute(loader as RouteFunction, token, {})).toMatchObject({ policy: { version: 0 } });
  for (const asked of [
    { intent: "save", basedOn: 0, draft },
    { intent: "preview", draft },
  ])
    expect(await post(token, asked)).toMatchObject({ status: 403 });
});
