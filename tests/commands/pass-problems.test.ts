import { expect, test } from "vitest";
import { NOW } from "#tests/support/app-database.ts";
import { openTestShop, placeOrder } from "#tests/support/place-rows.ts";
import { clickAs, readActs } from "#tests/commands/click-as.ts";
import { passAllProblems, passProblems } from "#app/commands/pass-problems.ts";

const held = { problems: ["risk_high", "house_number_missing"], needsPerson: true, headline: "Held" };

test("passing a problem waits in the lane of people and stands in the log of actions", async () => {
  const shop = await openTestShop();
  await placeOrder(shop, "1", held);
  const outcome = await passProblems(shop, clickAs(), "1", ["risk_high"]);
  expect(outcome).toEqual({ messageIds: [expect.stringMatching(/^\d+$/)] });
  expect(await readActs(shop)).toEqual({
    acts: [{ act: "pass_problems", orderId: "1", codes: ["risk_high"], person: "Staff member 7" }],
    lanes: [0],
    log: [{ person: "Staff member 7", action: "pass_problems", subject: "order 1" }],
  });
});

test("a problem that does not hold the order is not passed", async () => {
  const shop = await openTestShop();
  await placeOrder(shop, "1", held);
  expect(await passProblems(shop, clickAs(), "1", ["payment_pending"])).toEqual({
    refused: "This does not hold #1 any more.",
  });
  expect((await readActs(shop)).acts).toEqual([]);
});

test("problems of a cancelled order are not passed, for the reason its button shows", async () => {
  const shop = await openTestShop();
  await placeOrder(shop, "1", { ...held, facts: { cancelledAt: NOW.toISOString() } });
  expect(await passProblems(shop, clickAs(), "1", ["risk_high"])).toEqual({ refused: "The order is cancelled." });
});

test("another shop's order is not known", async () => {
  const shop = await openTestShop();
  const other = await openTestShop();
  await placeOrder(other, "1", held);
  expect(await passProblems(shop, clickAs(), "1", ["risk_high"])).toEqual({ refused: "This order is not known here." });
  expect(await passAllProblems(shop, clickAs(), ["1"])).toEqual({ refused: "No problem holds any of these orders." });
  expect((await readActs(other)).acts).toEqual([]);
});

test("passing the problems of several orders asks once for each that is held", async () => {
  const shop = await openTestShop();
  await placeOrder(shop, "1", held);
  await placeOrder(shop, "2");
  await placeOrder(shop, "3", { ...held, problems: ["risk_high"] });
  await passAllProblems(shop, clickAs(), ["1", "2", "3", "4"]);
  expect((await readActs(shop)).acts).toMatchObject([
    { orderId: "1", codes: ["risk_high", "house_number_missing"] },
    { orderId: "3", codes: ["risk_high"] },
  ]);
});
