import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { forShop } from "#tests/support/app-database.ts";
import { openTestShop, placeEffect, placeMessage, placeOrder } from "#tests/support/place-rows.ts";
import { clickAs, readActs } from "#tests/commands/click-as.ts";
import { answerAsk } from "#app/commands/answer-ask.ts";
import { changePerson, setDefaultRole } from "#app/commands/change-person.ts";
import type { Click } from "#app/commands/click.ts";
import { decideAgain } from "#app/commands/decide-again.ts";
import { finishNotice } from "#app/commands/finish-notice.ts";
import { passAllProblems, passProblems } from "#app/commands/pass-problems.ts";
import { NotAllowed } from "#app/commands/require-right.ts";
import { importRateCards, removeRateCard, returnToRateCards } from "#app/commands/routing/save-rate-cards.ts";
import { returnToPolicy, saveRoutingPolicy } from "#app/commands/routing/save-routing-policy.ts";
import { saveSettings, type SettingsWish } from "#app/commands/save-settings.ts";
import { discardParked, replayParked } from "#app/commands/settle-parked.ts";
import { startHistoryImport } from "#app/commands/start-history-import.ts";
import { steerRoute } from "#app/commands/routing/steer-route.ts";
import { stopEverything } from "#app/commands/stop-everything.ts";
import { ROLES, type Role } from "#app/domain/people/role-can.ts";
import { savedDefaults } from "#app/domain/routing/prices/routing-policy.ts";

type Act = (shop: string, click: Click) => Promise<unknown>;

/** Each thing that a person can do, by the file that does it, and the roles that may. */
const ACTS: Record<string, { may: readonly Role[]; acts: Act[] }> = {
  "answer-ask.ts": {
    may: ["owner", "operations"],
    acts: [
      async (shop, click) => answerAsk(shop, click, await placeEffect(shop, "1", click.newId()), "approve"),
      async (shop, click) => answerAsk(shop, click, await placeEffect(shop, "1", click.newId()), "dismiss"),
    ],
  },
  "change-person.ts": {
    may: ["owner"],
    acts: [
      (shop, click) => changePerson(shop, click, "7", { role: "owner" }),
      (shop, click) => setDefaultRole(shop, click, "viewer"),
    ],
  },
  "decide-again.ts": {
    may: ["owner", "operations", "support"],
    acts: [(shop, click) => decideAgain(shop, click, ["1"])],
  },
  "finish-notice.ts": { may: ["owner", "operations"], acts: [(shop, click) => finishNotice(shop, click, "1")] },
  "pass-problems.ts": {
    may: ["owner", "operations", "support"],
    acts: [
      (shop, click) => passProblems(shop, click, "1", ["risk_high"]),
      (shop, click) => passAllProblems(shop, click, ["1"]),
    ],
  },
  "routing/save-rate-cards.ts": {
    may: ["owner", "operations"],
    acts: [
      (shop, click) => importRateCards(shop, click, [], { seenVersion: 0, why: "" }),
      (shop, click) => removeRateCard(shop, click, "", { seenVersion: 0, why: "" }),
      (shop, click) => returnToRateCards(shop, click, 1, { seenVersion: 0, why: "" }),
    ],
  },
  "routing/save-routing-policy.ts": {
    may: ["owner", "operations"],
    acts: [
      (shop, click) => saveRoutingPolicy(shop, click, { basedOn: 0, policy: savedDefaults("EUR"), why: "" }),
      (shop, click) => returnToPolicy(shop, click, { basedOn: 1, version: 0 }),
    ],
  },
  "save-settings.ts": {
    may: ["owner", "operations"],
    // What is wished does not matter to who may wish it.
    acts: [(shop, click) => saveSettings(shop, click, { capabilities: {} } as SettingsWish).catch(failedLater)],
  },
  "settle-parked.ts": {
    may: ["owner", "operations"],
    acts: [
      async (shop, click) =>
        replayParked(shop, click, { id: await placeMessage(shop, click.newId(), { state: "parked" }) }),
      async (shop, click) =>
        discardParked(shop, click, { id: await placeMessage(shop, click.newId(), { state: "parked" }) }),
    ],
  },
  "start-history-import.ts": {
    may: ["owner", "operations"],
    acts: [(shop, click) => startHistoryImport(shop, click)],
  },
  "routing/steer-route.ts": {
    may: ["owner", "operations", "support"],
    acts: [(shop, click) => steerRoute(shop, click, "1", { act: "lock_route", locationId: null })],
  },
  "stop-everything.ts": { may: ["owner", "operations"], acts: [(shop, click) => stopEverything(shop, click)] },
};

/** Parts of commands, and what no person's right stands before: signing in, and the log itself. */
const NO_ACTS = [
  "click.ts",
  "hold-writer.ts",
  "load-situations.ts",
  "log-action.ts",
  "note-personal-read.ts",
  "open-shop.ts",
  "pull-back-effects.ts",
  "queue-acts.ts",
  "recognise-person.ts",
  "require-right.ts",
];

function failedLater(error: unknown): void {
  if (error instanceof NotAllowed) throw error;
}

test("every command is known here, so that none is without a right", async () => {
  const found = await readdir(fileURLToPath(new URL("../../app/commands", import.meta.url)), { recursive: true });
  const files = found.filter((file) => file.endsWith(".ts"));
  expect(files.sort()).toEqual([...Object.keys(ACTS), ...NO_ACTS].sort());
});

const cases = Object.entries(ACTS).flatMap(([file, { may, acts }]) =>
  ROLES.map((role) => ({ file, role, acts, isAllowed: may.includes(role) })),
);

test.each(cases)("$file lets $role do it: $isAllowed", async ({ role, acts, isAllowed }) => {
  const shop = await openTestShop();
  await placeOrder(shop, "1", { problems: ["risk_high"], needsPerson: true });
  for (const act of acts) {
    const outcome = act(shop, clickAs({ role }));
    if (isAllowed) await outcome;
    else await expect(outcome).rejects.toThrow(NotAllowed);
  }
  // What was refused has left nothing behind.
  if (!isAllowed) expect(await readActs(shop)).toEqual({ acts: [], lanes: [], log: [] });
});

test("accounting approves documents and no other effect", async () => {
  const shop = await openTestShop();
  await placeOrder(shop, "1");
  const accounting = clickAs({ role: "accounting" });
  const move = await placeEffect(shop, "1", "a");
  await expect(answerAsk(shop, accounting, move, "approve")).rejects.toThrow(
    "As Accounting you may not approve what Shopify is told.",
  );
  const invoice = await placeEffect(shop, "1", "b", { capability: "invoice", kind: "issue", payload: {} });
  expect(await answerAsk(shop, accounting, invoice, "approve")).toEqual({ messageIds: [expect.any(String)] });
  const states = await forShop(shop, (client) => client.outboxMessage.findMany({ select: { state: true } }));
  expect(states).toEqual([{ state: "suggested" }, { state: "suggested" }]);
});
