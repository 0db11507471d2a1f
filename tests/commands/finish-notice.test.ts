import { expect, test } from "vitest";
import { forShop, NOW } from "#tests/support/app-database.ts";
import { openTestShop } from "#tests/support/place-rows.ts";
import { clickAs, readActs } from "#tests/commands/click-as.ts";
import { finishNotice } from "#app/commands/finish-notice.ts";

async function placeNotice(shop: string): Promise<string> {
  const notice = { shop: BigInt(shop), at: NOW, kind: "limit", sentence: "Tripped." };
  return String((await forShop(shop, (client) => client.notice.create({ data: notice }))).id);
}

test("a notice is done once, by the first who clicks", async () => {
  const shop = await openTestShop();
  const id = await placeNotice(shop);
  expect(await finishNotice(shop, clickAs(), id)).toEqual({ messageIds: [] });
  expect(await finishNotice(shop, clickAs("Staff member 8"), id)).toEqual({
    refused: "Somebody has done this already.",
  });
  const [notice] = await forShop(shop, (client) => client.notice.findMany());
  expect(notice?.doneAt).toEqual(NOW);
  expect((await readActs(shop)).log).toEqual([
    { person: "Staff member 7", action: "finish_notice", subject: `notice ${id}` },
  ]);
});

test("another shop's notice stays open", async () => {
  const other = await openTestShop();
  const id = await placeNotice(other);
  expect(await finishNotice(await openTestShop(), clickAs(), id)).toHaveProperty("refused");
  const [notice] = await forShop(other, (client) => client.notice.findMany());
  expect(notice?.doneAt).toBeNull();
});
