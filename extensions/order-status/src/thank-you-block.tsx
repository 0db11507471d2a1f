import "@shopify/ui-extensions/preact";
import type { Api } from "@shopify/ui-extensions/purchase.thank-you.block.render";
import { render } from "preact";
import { digitsOf, type OrderPage } from "./order-page.ts";
import { ProgressBlock } from "./progress-block.tsx";

declare const shopify: Api;

/** The block on the thank-you page, whose buyer may be a guest: there the order's confirmation number proves who asks. */
export default async function showThankYou(): Promise<void> {
  render(<ProgressBlock page={readPage()} />, document.body);
}

function readPage(): OrderPage {
  const { i18n } = shopify;
  return {
    name: "thank-you",
    readOrder() {
      const { order, number } = shopify.orderConfirmation.value;
      return { orderId: digitsOf(order.id), confirmationNumber: number };
    },
    // What this page knows of an order is its number, which does not change: the block looks by itself.
    onChange: () => () => undefined,
    fetchToken: () => shopify.sessionToken.get(),
    translate: (key, values) => i18n.translate(key, values),
    formatTime: (at) => i18n.formatDate(at, { dateStyle: "long", timeStyle: "short" }),
    formatDay: (day) => i18n.formatDate(day, { dateStyle: "long", timeZone: "UTC" }),
    readSignIn: () => undefined,
  };
}
