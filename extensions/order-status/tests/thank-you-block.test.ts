/// <reference types="@shopify/ui-extensions/purchase.thank-you.block.render" />
import { setUpExtension } from "@shopify/ui-extensions-tester";
import { expect, test, vi } from "vitest";
import { answer, parcel } from "./build-answer.ts";
import { translate } from "./translate.ts";

test("a guest's page shows the confirmation number to the app, and its progress to the guest", async () => {
  using extension = setUpExtension("purchase.thank-you.block.render");
  const fetch = vi.fn(
    async (_address: string) => new Response(JSON.stringify(answer({ parcels: [parcel({ tracking: [] })] }))),
  );
  extension.fetch = fetch as never;
  extension.shopify.i18n.translate = translate as never;
  extension.shopify.orderConfirmation.value = {
    order: { id: "gid://shopify/OrderIdentity/9007199254740993" },
    number: "XK2M94QPT",
    isFirstOrder: true,
  };
  await extension.render();
  await vi.waitFor(() => expect(document.body.textContent).toContain("Parcel 1 with DHL"));
  expect(document.body.textContent).toContain("Your order has been received.");
  expect(document.body.querySelector("s-button, s-link")).toBeNull();
  const { searchParams } = new URL(fetch.mock.calls[0]![0]);
  expect(Object.fromEntries(searchParams)).toEqual({
    order: "9007199254740993",
    page: "thank-you",
    number: "XK2M94QPT",
  });
});
