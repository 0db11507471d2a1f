import { expect, test } from "vitest";
import { minutesAgo } from "#tests/support/app-database.ts";
import { openTestShop, placeMessage } from "#tests/support/place-rows.ts";
import { listParked } from "#app/queries/list-parked.ts";

test("parked messages come newest first, page by page, with the reasons they share", async () => {
  const shop = await openTestShop();
  for (let n = 1; n <= 5; n++) {
    await placeMessage(shop, `m${n}`, {
      state: "parked",
      reason: n < 4 ? "No id." : `Reason ${n}.`,
      settledAt: minutesAgo(n),
      attempts: n,
    });
  }
  await placeMessage(shop, "waits");
  const first = await listParked(shop, null, 3);
  expect(first.messages.map((message) => message.reason)).toEqual(["Reason 5.", "Reason 4.", "No id."]);
  expect(first).toMatchObject({ hasNextPage: true, total: 5, sharedReasons: [{ reason: "No id.", count: 3 }] });
  expect(first.messages[0]).toMatchObject({ attempts: 5, bytes: 2, parkedAt: minutesAgo(5).toISOString() });
  const second = await listParked(shop, first.messages.at(-1)!.id, 3);
  expect(second.messages.map((message) => message.attempts)).toEqual([2, 1]);
  expect(second.hasNextPage).toBe(false);
});

test("another shop's parked messages are not listed", async () => {
  const other = await openTestShop();
  await placeMessage(other, "a", { state: "parked", reason: "No id." });
  await placeMessage(other, "b", { state: "parked", reason: "No id." });
  expect(await listParked(await openTestShop(), null, 3)).toEqual({
    messages: [],
    hasNextPage: false,
    sharedReasons: [],
    total: 0,
  });
});
