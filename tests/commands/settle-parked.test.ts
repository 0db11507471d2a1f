import { expect, test } from "vitest";
import { forShop, NOW } from "#tests/support/app-database.ts";
import { openTestShop, placeMessage } from "#tests/support/place-rows.ts";
import { clickAs, readActs } from "#tests/commands/click-as.ts";
import { discardParked, replayParked } from "#app/commands/settle-parked.ts";

const parked = { state: "parked", reason: "No id.", attempts: 5, settledAt: NOW };

async function readStates(shop: string) {
  const columns = { state: true, attempts: true, reason: true } as const;
  return forShop(shop, (client) => client.inboxMessage.findMany({ select: columns, orderBy: { id: "asc" } }));
}

test("a replayed message waits as if it had just come in", async () => {
  const shop = await openTestShop();
  const id = await placeMessage(shop, "a", parked);
  await placeMessage(shop, "b", parked);
  expect(await replayParked(shop, clickAs(), { id })).toEqual({ messageIds: [id] });
  expect(await readStates(shop)).toEqual([
    { state: "waiting", attempts: 0, reason: null },
    { state: "parked", attempts: 5, reason: "No id." },
  ]);
  expect((await readActs(shop)).log).toEqual([
    { person: "Staff member 7", action: "replay_message", subject: `inbox message ${id}` },
  ]);
});

test("all messages parked for one reason are replayed together, the others stay", async () => {
  const shop = await openTestShop();
  await placeMessage(shop, "a", parked);
  await placeMessage(shop, "b", { ...parked, reason: "No name." });
  await placeMessage(shop, "c", parked);
  const outcome = await replayParked(shop, clickAs(), { reason: "No id." });
  expect("messageIds" in outcome && outcome.messageIds).toHaveLength(2);
  expect((await readStates(shop)).map(({ state }) => state)).toEqual(["waiting", "parked", "waiting"]);
});

test("a discarded message stays on record and leaves nothing to be decided", async () => {
  const shop = await openTestShop();
  const id = await placeMessage(shop, "a", parked);
  expect(await discardParked(shop, clickAs(), { id })).toEqual({ messageIds: [] });
  expect(await readStates(shop)).toEqual([{ state: "discarded", attempts: 5, reason: "No id." }]);
  expect((await readActs(shop)).log).toMatchObject([{ action: "discard_message" }]);
});

test("only what is parked can be settled, and only once", async () => {
  const shop = await openTestShop();
  const id = await placeMessage(shop, "a", { state: "done" });
  expect(await replayParked(shop, clickAs(), { id })).toEqual({ refused: "Somebody has settled this already." });
  expect(await discardParked(shop, clickAs(), { id })).toEqual({ refused: "Somebody has settled this already." });
  expect((await readStates(shop)).map(({ state }) => state)).toEqual(["done"]);
});

test("another shop's parked messages are out of reach", async () => {
  const shop = await openTestShop();
  const other = await openTestShop();
  const id = await placeMessage(other, "a", parked);
  expect(await replayParked(shop, clickAs(), { id })).toHaveProperty("refused");
  expect(await discardParked(shop, clickAs(), { reason: "No id." })).toHaveProperty("refused");
  expect((await readStates(other)).map(({ state }) => state)).toEqual(["parked"]);
});
