import { expect, test } from "vitest";
import "#tests/support/app-database.ts";
import { openTestShop } from "#tests/support/place-rows.ts";
import { clickAs, readActs } from "#tests/commands/click-as.ts";
import { queueActs } from "#app/commands/queue-acts.ts";

const MANY = 5_000;

test("a click on thousands of orders asks for each of them, in their order, and the log tells of each", async () => {
  const shop = await openTestShop();
  const acts = Array.from(
    { length: MANY },
    (_, index) => ({ act: "decide_again", orderId: String(index + 1), person: "Staff member 7" }) as const,
  );
  const ids = await queueActs(shop, clickAs(), acts);
  const queued = await readActs(shop);
  expect(queued.acts).toEqual(acts);
  expect(queued.log.map(({ subject }) => subject)).toEqual(acts.map(({ orderId }) => `order ${orderId}`));
  expect(ids).toHaveLength(MANY);
  expect(ids.toSorted((a, b) => Number(a) - Number(b))).toEqual(ids);
});
