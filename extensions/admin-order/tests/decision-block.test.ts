/// <reference types="@shopify/ui-extensions/admin.order-details.block.render" />
import { setUpExtension } from "@shopify/ui-extensions-tester";
import { expect, test, vi } from "vitest";
import type { AdminOrder, AdminOrderAnswer, ReleaseAnswer } from "../../../app/contracts/admin-order.ts";
import { translate } from "./translate.ts";

const problem = { code: "risk_high", title: "High risk of fraud", sentence: "The risk is high.", holds: true };
const held: AdminOrder = {
  name: "#1001",
  headline: "Held",
  sentence: "Held: the risk is high; the invoice waits.",
  problems: [problem, { code: "house_number_missing", title: "House number missing", sentence: "None.", holds: false }],
  release: { allowed: true },
  isHoldingActive: true,
};
const free: AdminOrder = {
  ...held,
  headline: "Ready",
  sentence: "Ships from Lyon.",
  problems: [{ ...problem, holds: false }],
  release: { allowed: false, reason: "No problem stops this order." },
};

const json = (body: AdminOrderAnswer | ReleaseAnswer, status = 200) => new Response(JSON.stringify(body), { status });

function open(respond: (init: RequestInit | undefined) => Response | Promise<Response>) {
  const extension = setUpExtension("admin.order-details.block.render");
  const fetch = vi.fn(async (_address: string, init?: RequestInit) => respond(init));
  extension.fetch = fetch as never;
  extension.shopify.i18n.translate = translate as never;
  extension.shopify.data.selected = [{ id: "gid://shopify/Order/1001" }];
  return { extension, fetch };
}

const text = () => document.body.textContent ?? "";
const buttons = () => [...document.body.querySelectorAll("s-button")];
const press = (label: string) => {
  const button = buttons().find((each) => each.textContent === label);
  if (!button) throw new Error(`There is no button "${label}".`);
  button.dispatchEvent(new Event("click"));
};
const reads = (sentence: string) => vi.waitFor(() => expect(text()).toContain(sentence));

test("a merchant reads the decision, each problem, and which of them hold the order", async () => {
  const { extension, fetch } = open(() => json({ order: held }));
  using _ = extension;
  await extension.render();
  await reads(held.sentence);
  expect(fetch.mock.calls[0]![0]).toBe("/api/admin-order?order=1001");
  expect(text()).toContain("High risk of fraudThe risk is high.House number missingNone.It does not stop the order.");
  expect(document.body.querySelector("s-badge")?.textContent).toBe("Held");
  expect(text()).not.toContain("Holding is not switched to Act");
});

test("the release button asks once more, then passes what the person was shown", async () => {
  const { extension, fetch } = open((init) =>
    init?.method === "POST" ? json({ order: free, said: "Released.", problem: null }) : json({ order: held }),
  );
  using _ = extension;
  await extension.render();
  await reads(held.sentence);
  press("Release");
  await reads("You have looked at this and find it all right: High risk of fraud.");
  expect(fetch).toHaveBeenCalledTimes(1);
  press("Release the order");
  await reads("Released.");
  const [address, init] = fetch.mock.calls[1]!;
  expect([address, JSON.parse(init!.body as string)]).toEqual([
    "/api/admin-order",
    { order: "1001", codes: ["risk_high"] },
  ]);
  expect(text()).toContain("Ships from Lyon.");
  expect(buttons()).toEqual([]);
});

test("who changes their mind releases nothing", async () => {
  const { extension, fetch } = open(() => json({ order: held }));
  using _ = extension;
  await extension.render();
  await reads(held.sentence);
  press("Release");
  await reads("You have looked at this");
  press("Leave it held");
  await vi.waitFor(() => expect(buttons().map((button) => button.textContent)).toEqual(["Release"]));
  expect(fetch).toHaveBeenCalledTimes(1);
});

test("a release that is refused says why, and the order stays as it is", async () => {
  const refusal = "This does not hold #1001 any more.";
  const { extension } = open((init) =>
    init?.method === "POST" ? json({ order: held, said: null, problem: refusal }, 422) : json({ order: held }),
  );
  using _ = extension;
  await extension.render();
  await reads(held.sentence);
  press("Release");
  await reads("You have looked at this");
  press("Release the order");
  await reads(refusal);
  expect(document.body.querySelector("s-banner")?.getAttribute("tone")).toBe("critical");
  expect(text()).toContain(held.sentence);
});

test("a release without an answer does not pretend that nothing happened", async () => {
  const { extension } = open((init) => {
    if (init?.method === "POST") throw new TypeError("Failed to fetch");
    return json({ order: held });
  });
  using _ = extension;
  await extension.render();
  await reads(held.sentence);
  press("Release");
  await reads("You have looked at this");
  press("Release the order");
  await reads("Reload the page to see whether the order was released.");
});

test("an order that nothing holds has no release button", async () => {
  const { extension } = open(() => json({ order: free }));
  using _ = extension;
  await extension.render();
  await reads("Ships from Lyon.");
  expect(buttons()).toEqual([]);
});

test("an order that may not be released says why in place of the button", async () => {
  const { extension } = open(() =>
    json({ order: { ...held, release: { allowed: false, reason: "The order is cancelled." } } }),
  );
  using _ = extension;
  await extension.render();
  await reads("The order is cancelled.");
  expect(buttons()).toEqual([]);
});

test("where holding is only watched the block says that the order is not stopped", async () => {
  const { extension } = open(() => json({ order: { ...held, isHoldingActive: false } }));
  using _ = extension;
  await extension.render();
  await reads("Holding is not switched to Act: this is shown, and the order is not stopped.");
});

test("an order that Switchyard has not heard of can be asked for again", async () => {
  let hasArrived = false;
  const { extension } = open(() => json({ order: hasArrived ? free : null }));
  using _ = extension;
  await extension.render();
  await reads("Switchyard has not received this order yet.");
  hasArrived = true;
  press("Try again");
  await reads("Ships from Lyon.");
});

test("when Switchyard cannot be reached the block says so, and asks again on a click", async () => {
  let isMended = false;
  const { extension } = open(() => (isMended ? json({ order: free }) : json({ order: null }, 500)));
  using _ = extension;
  await extension.render();
  await reads("Switchyard could not be reached.");
  isMended = true;
  press("Try again");
  await reads("Ships from Lyon.");
});
