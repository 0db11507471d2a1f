import "@shopify/ui-extensions/preact";
import type { Api } from "@shopify/ui-extensions/customer-account.order-status.block.render";
import { render } from "preact";
import { digitsOf, type OrderPage } from "./order-page.ts";
import { ProgressBlock } from "./progress-block.tsx";

declare const shopify: Api;

/** The block on the order status page, whose buyer has signed in, or came by a link and may sign in. */
export default async function showOrderStatus(): Promise<void> {
  render(<ProgressBlock page={readPage()} />, document.body);
}

function readPage(): OrderPage {
  const { i18n } = shopify;
  return {
    name: "order-status",
    readOrder() {
      const order = shopify.order.value;
      return order && { orderId: digitsOf(order.id), confirmationNumber: order.confirmationNumber };
    },
    onChange(listener) {
      // A subscription may begin with the value of now, which is no change.
      let isBeginning = true;
      const stop = shopify.order.subscribe(() => {
        if (!isBeginning) listener();
      });
      isBeginning = false;
      return stop;
    },
    fetchToken: () => shopify.sessionToken.get(),
    translate: (key, values) => i18n.translate(key, values),
    formatTime: (at) => i18n.formatDate(at, { dateStyle: "long", timeStyle: "short" }),
    formatDay: (day) => i18n.formatDate(day, { dateStyle: "long", timeZone: "UTC" }),
    readSignIn() {
      if (shopify.authenticationState.value !== "pre_authenticated") return undefined;
      return () => void shopify.requireLogin();
    },
  };
}
