import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import type { ShopSummary } from "#tests/sandbox/admin/sandbox-client.ts";
import { signedInStaff, staffCookie } from "./signed-in-staff.ts";

const merle = { id: "1", name: "Merle Hansen", isShopOwner: true };
const jonas = { id: "2", name: "Jonas Petersen", isShopOwner: false };
const shop: ShopSummary = {
  id: "1",
  domain: "here.myshopify.com",
  name: "Here",
  isInstalled: true,
  scopes: [],
  staff: [merle, jonas],
};

const asking = (cookie?: string) => ({ headers: { cookie } }) as IncomingMessage;

test("whoever has chosen nobody is the owner of the store", () => {
  expect(signedInStaff(asking(), shop)).toEqual(merle);
  expect(signedInStaff(asking("staff-here=99"), shop)).toEqual(merle);
});

test("the choice is kept for each shop", () => {
  const [pair = ""] = staffCookie(shop, jonas).split(";");
  expect(signedInStaff(asking(`other=1; ${pair}`), shop)).toEqual(jonas);
  const elsewhere = { ...shop, domain: "there.myshopify.com" };
  expect(signedInStaff(asking(pair), elsewhere)).toEqual(merle);
});
