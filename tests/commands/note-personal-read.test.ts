import { expect, test } from "vitest";
import { minutesAgo, NOW } from "#tests/support/app-database.ts";
import { openTestShop } from "#tests/support/place-rows.ts";
import { personAs, readActs } from "#tests/commands/click-as.ts";
import { notePersonalRead } from "#app/commands/note-personal-read.ts";

test("a look at personal data is logged once for each person and a quarter of an hour", async () => {
  const shop = await openTestShop();
  await notePersonalRead(shop, { by: personAs({ name: "Staff member 7" }), now: minutesAgo(20) }, "order 1");
  await notePersonalRead(shop, { by: personAs({ name: "Staff member 7" }), now: minutesAgo(10) }, "order 1");
  await notePersonalRead(shop, { by: personAs({ name: "Staff member 8" }), now: minutesAgo(10) }, "order 1");
  await notePersonalRead(shop, { by: personAs({ name: "Staff member 7" }), now: minutesAgo(10) }, "order 2");
  await notePersonalRead(shop, { by: personAs({ name: "Staff member 7" }), now: NOW }, "order 1");
  expect((await readActs(shop)).log.map(({ person, subject }) => `${person}, ${subject}`)).toEqual([
    "Staff member 7, order 1",
    "Staff member 8, order 1",
    "Staff member 7, order 2",
    "Staff member 7, order 1",
  ]);
});
