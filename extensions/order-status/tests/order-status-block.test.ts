/// <reference types="@shopify/ui-extensions/customer-account.order-status.block.render" />
import { setUpExtension } from "@shopify/ui-extensions-tester";
import { render } from "preact";
import { afterEach, expect, test, vi } from "vitest";
import type { ShopperOrder } from "../../../app/contracts/shopper-order.ts";
import { nextLookS } from "../src/use-order.ts";
import { answer, line, parcel, part } from "./build-answer.ts";
import { translate } from "./translate.ts";

afterEach(() => {
  vi.useRealTimers();
});

const TARGET = "customer-account.order-status.block.render";
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

function open(respond: () => Promise<Response> | Response) {
  const extension = setUpExtension(TARGET);
  const tearDown = extension[Symbol.dispose].bind(extension);
  // The tester empties the page without a word to the block, which would then look on during the next test.
  extension[Symbol.dispose] = () => {
    render(null, document.body);
    tearDown();
  };
  const fetch = vi.fn(async () => respond());
  extension.fetch = fetch as never;
  const { shopify } = extension;
  shopify.i18n.translate = translate as never;
  shopify.i18n.formatDate = ((day: Date) => day.toISOString().slice(0, 10)) as never;
  shopify.order.value = { ...shopify.order.value!, id: "gid://shopify/Order/1001", confirmationNumber: "XK2M94QPT" };
  return { extension, fetch };
}

/** Every text of the block, from top to bottom. */
function texts(): string[] {
  const shown = document.body.querySelectorAll("s-text, s-heading, s-link, s-button");
  return [...shown].map((element) => element.textContent ?? "");
}

const seen = (order: ShopperOrder) => {
  const { extension, fetch } = open(() => json(order));
  return { extension, fetch, shown: () => vi.waitFor(() => expect(texts().length).toBeGreaterThan(1)) };
};

test("the app is asked about the page's order with a fresh token", async () => {
  const { extension, fetch, shown } = seen(answer());
  using _ = extension;
  await extension.render();
  await shown();
  const [address, init] = fetch.mock.calls[0] as unknown as [string, RequestInit];
  expect(address).toBe("https://switchyard.example/api/order-status?order=1001&page=order-status&number=XK2M94QPT");
  expect(init.headers).toEqual({ Authorization: expect.stringMatching(/^Bearer .+/) as string });
});

test.each<[string, ShopperOrder, string[]]>([
  ["placed", answer(), ["Your order has been received.", "Mug × 2", "Received"]],
  [
    "held, without a reason",
    answer({ headline: "checking", lines: [line([part({ state: "checking" })])] }),
    ["Your order is being checked before it is prepared.", "Mug × 2", "Being checked"],
  ],
  [
    "prepared at two places",
    answer({
      headline: "preparing",
      lines: [
        line([
          part({ state: "preparing", place: "Lyon", units: 1 }),
          part({ state: "preparing", place: "Paris", units: 2 }),
        ]),
      ],
    }),
    ["Your order is being prepared.", "Mug × 3", "1 of 3: Being prepared at Lyon", "2 of 3: Being prepared at Paris"],
  ],
  [
    "waiting for stock and due later",
    answer({
      headline: "waiting_for_stock",
      lines: [
        line([part({ state: "waiting_for_stock" })], { variantTitle: "Blue" }),
        line([part({ state: "scheduled", dueDay: "2026-12-24" })], { id: "12", title: "Lamp" }),
      ],
    }),
    [
      "Your order is waiting for stock.",
      "Mug, Blue × 2",
      "Waiting for stock",
      "Lamp × 2",
      "Will be sent on 2026-12-24",
    ],
  ],
  [
    "part shipped",
    answer({
      headline: "part_shipped",
      lines: [line([part({ state: "preparing", units: 1 }), part({ state: "shipped", units: 1, parcel: 1 })])],
      parcels: [parcel({ stateAt: "2026-11-20T18:00:00.000Z" })],
    }),
    [
      "A part of your order has left. The rest follows.",
      "Mug × 2",
      "1 of 2: Being prepared",
      "1 of 2: On its way in parcel 1",
      "Parcel 1 with DHL",
      "On its way, 2026-11-20",
      "Track JJD1",
    ],
  ],
  [
    "delivered by a carrier without a page",
    answer({
      headline: "delivered",
      isOver: true,
      lines: [line([part({ state: "delivered", parcel: 1 })])],
      parcels: [parcel({ state: "delivered", carrier: null, tracking: [{ number: "JJD1", url: null }] })],
    }),
    [
      "Your order has been delivered.",
      "Mug × 2",
      "Delivered in parcel 1",
      "Parcel 1",
      "Delivered",
      "Tracking number JJD1",
    ],
  ],
  [
    "cancelled",
    answer({ headline: "cancelled", isOver: true, lines: [line([part({ state: "cancelled" })])] }),
    ["Your order has been cancelled.", "Mug × 2", "Cancelled"],
  ],
  [
    "refunded",
    answer({ headline: "refunded", isOver: true, lines: [line([part({ state: "refunded" })])] }),
    ["Your order has been refunded.", "Mug × 2", "Refunded"],
  ],
])("a buyer reads where an order is that is %s", async (_name, order, sentences) => {
  const { extension, shown } = seen(order);
  using _ = extension;
  await extension.render();
  await shown();
  expect(texts()).toEqual(sentences);
});

test("a parcel's link opens the carrier's page beside the shop", async () => {
  const { extension, shown } = seen(answer({ parcels: [parcel()] }));
  using _ = extension;
  await extension.render();
  await shown();
  const link = document.body.querySelector("s-link")!;
  expect([link.getAttribute("href"), link.getAttribute("target")]).toEqual(["https://example.com/JJD1", "_blank"]);
});

test("a skeleton stands there until the app has answered", async () => {
  let respond: (response: Response) => void = () => undefined;
  const { extension } = open(() => new Promise((resolve) => (respond = resolve)));
  using _ = extension;
  await extension.render();
  await vi.waitFor(() => expect(document.body.querySelector("s-skeleton-paragraph")).not.toBeNull());
  await vi.waitFor(() => {
    respond(json(answer()));
    expect(document.body.querySelector("s-skeleton-paragraph")).toBeNull();
  });
  expect(texts()).toContain("Received");
});

test("what the app says nothing of is nothing to show, whatever the reason", async () => {
  const { extension } = open(() => json({}, 404));
  using _ = extension;
  await extension.render();
  await vi.waitFor(() => expect(texts()).toHaveLength(1));
  expect(texts()[0]).toMatch(/^There is nothing to show yet/);
  expect(document.body.querySelector("s-banner")).toBeNull();
});

test.each<[string, () => Response]>([
  [
    "cannot be reached",
    () => {
      throw new TypeError("Failed to fetch");
    },
  ],
  ["is in trouble", () => json({}, 500)],
  ["asks to come back later", () => json({}, 429)],
])("when the app %s the block says so, and asks again on a click", async (_name, fail) => {
  let isMended = false;
  const { extension } = open(() => (isMended ? json(answer()) : fail()));
  using _ = extension;
  await extension.render();
  await vi.waitFor(() => expect(document.body.querySelector("s-banner")).not.toBeNull());
  isMended = true;
  document.body.querySelector("s-button")!.dispatchEvent(new Event("click"));
  await vi.waitFor(() => expect(texts()).toContain("Received"));
  expect(document.body.querySelector("s-banner")).toBeNull();
});

test("what was seen a moment ago stays when a later look fails, and goes when the app says nothing of it any more", async () => {
  vi.useFakeTimers();
  const answers = [json(answer()), json({}, 500), json({}, 404)];
  const { extension, fetch } = open(() => answers.shift()!);
  using _ = extension;
  await extension.render();
  await vi.waitFor(() => expect(texts()).toContain("Received"));
  await vi.advanceTimersByTimeAsync(2_000);
  expect(fetch).toHaveBeenCalledTimes(2);
  expect(texts()).toContain("Received");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(fetch).toHaveBeenCalledTimes(3);
  await vi.waitFor(() => expect(texts()[0]).toMatch(/^There is nothing to show yet/));
});

test("when the page says that the order has changed the app is asked again at once", async () => {
  const { extension, fetch } = open(() => json(answer()));
  using _ = extension;
  const { order } = extension.shopify;
  let tell: (value: typeof order.value) => void = () => undefined;
  order.subscribe = (listener) => {
    tell = listener;
    listener(order.value);
    return () => undefined;
  };
  await extension.render();
  await vi.waitFor(() => expect(texts()).toContain("Received"));
  expect(fetch).toHaveBeenCalledTimes(1);
  tell({ ...order.value! });
  await vi.waitFor(() => expect(fetch).toHaveBeenCalledTimes(2));
});

test("a buyer who came by a link is offered to sign in, so as to track the parcels", async () => {
  const { extension, shown } = seen(answer({ parcels: [parcel({ tracking: [] })] }));
  using _ = extension;
  extension.shopify.authenticationState.value = "pre_authenticated";
  const requireLogin = vi.fn(async () => undefined);
  extension.shopify.requireLogin = requireLogin;
  await extension.render();
  await shown();
  expect(texts().at(-1)).toBe("Sign in to track your parcels");
  document.body.querySelector("s-button")!.dispatchEvent(new Event("click"));
  expect(requireLogin).toHaveBeenCalledOnce();
});

test("an order is looked at soon after a change, then now and then, and no more once it is over", () => {
  const open = { state: "shown", order: answer() } as const;
  const over = { state: "shown", order: answer({ isOver: true }) } as const;
  expect([1, 2, 3, 4, 19, 20].map((looks) => nextLookS(looks, open))).toEqual([2, 5, 10, 15, 15, 120]);
  expect([1, 3, 4].map((looks) => nextLookS(looks, over))).toEqual([2, 10, null]);
  expect(nextLookS(4, { state: "absent" })).toBe(15);
});
