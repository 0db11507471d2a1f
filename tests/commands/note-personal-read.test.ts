import { expect, test } from "vitest";
import { minutesAgo, NOW } from "#tests/support/app-database.ts";
import { openTestShop } from "#tests/support/place-rows.ts";
import { readActs } from "#tests/commands/click-as.ts";
import { notePersonalRead } from "#app/commands/note-personal-read.ts";

test("a look at personal data is logged once for each person and a quarter of an hour", async () => {
  const shop = await openTestShop();
  await notePersonalRead(shop, "Staff member 7", "order 1", minutesAgo(20));
  await notePersonalRead(shop, "Staff member 7", "order 1", minutesAgo(10));
  await notePersonalRead(shop, "Staff member 8", "order 1", minutesAgo(10));
  await notePersonalRead(shop, "Staff member 7", "order 2", minutesAgo(10));
  await notePersonalRead(shop, "Staff member 7", "order 1", NOW);
  expect((await readActs(shop)).log.map(({ person, subject }) => `${person}, ${subject}`)).toEqual([
    "Staff member 7, order 1",
    "Staff member 8, order 1",
    "Staff member 7, order 2",
    "Staff member 7, order 1",
  ]);
});
