import { expect, test } from "vitest";
import { forShop, NOW } from "#tests/support/app-database.ts";
import { placeOrder } from "#tests/support/place-rows.ts";
import { readActs } from "#tests/commands/click-as.ts";
import type { Role } from "#app/domain/people/role-can.ts";
import { askRoute, signInAs, type TestStaff } from "./sign-in-as.ts";

const { loader } = await import("#app/routes/app.data-requests.$noticeId/route.ts");

/** Somebody of a role in a shop where the buyer of order 1 has asked for their data. */
async function openRequest(role: Role): Promise<TestStaff & { noticeId: string }> {
  const staff = await signInAs(role, ["11"]);
  await placeOrder(staff.shop, "1");
  const details = { orderIds: ["1"], customerId: "31", requestId: "9" };
  const notice = { shop: BigInt(staff.shop), at: NOW, kind: "data_request", sentence: "Asked.", details };
  const { id } = await forShop(staff.shop, (client) => client.notice.create({ data: notice }));
  return { ...staff, noticeId: String(id) };
}

const ask = (token: string, noticeId: string) => askRoute(loader, token, { params: { noticeId } });

test.each(["owner", "operations"] as const)(
  "%s downloads a customer's data as one file, and each time is logged",
  async (role) => {
    const { shop, token, noticeId } = await openRequest(role);
    for (let time = 1; time <= 2; time += 1) {
      const answer = (await ask(token, noticeId)) as Response;
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="customer-data-${noticeId}.json"`);
      expect(answer.headers.get("cache-control")).toBe("private, no-store");
      const told = (await answer.json()) as { orders: { name: string }[]; customer: { emails: string[] } };
      expect(told.orders.map(({ name }) => name)).toEqual(["#1"]);
      expect(told.customer.emails).toEqual(["ada@example.com"]);
    }
    const entry = { person: "Ada", action: "export_personal_data", subject: `notice ${noticeId}` };
    expect((await readActs(shop)).log).toEqual([entry, entry]);
  },
);

test.each(["warehouse", "accounting", "support", "viewer"] as const)(
  "%s is refused it, and nothing was seen",
  async (role) => {
    const { shop, token, noticeId } = await openRequest(role);
    const refusal = (await ask(token, noticeId)) as Response;
    expect(refusal.status).toBe(403);
    expect(await refusal.text()).toMatch(/may not download a customer's data/);
    expect((await readActs(shop)).log).toEqual([]);
  },
);

test("a notice of another shop, or what is no notice, is not there", async () => {
  const { shop, token } = await openRequest("owner");
  const elsewhere = await openRequest("owner");
  for (const noticeId of [elsewhere.noticeId, "0", "x", "9".repeat(30)]) {
    expect(await ask(token, noticeId)).toMatchObject({ status: 404 });
  }
  expect((await readActs(shop)).log).toEqual([]);
});
