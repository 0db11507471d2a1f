import type { Call } from "#tests/sandbox/admin/browser/channel.ts";
import type { ExtensionHostCalls, FrameData, OrderInFrame } from "#tests/sandbox/admin/extensions/frame-data.ts";
import { guardMembers } from "./guard-members.ts";
import { makeI18n } from "./i18n.ts";
import { makeStorage } from "./kept-values.ts";
import type { HostSignal, Signals } from "./signals.ts";

/**
 * `shopify` on the order status page and on the thank-you page, with the members that the stand-in can answer truthfully:
 * https://shopify.dev/docs/api/customer-account-ui-extensions and https://shopify.dev/docs/api/checkout-ui-extensions.
 */
export function makeShopperApi(
  data: FrameData,
  { signal }: Signals,
  order: HostSignal<OrderInFrame>,
  call: Call<ExtensionHostCalls>,
): object {
  const { target, apiVersion, locale, shop } = data;
  const language = signal({ isoCode: locale });
  const isThankYou = target === "purchase.thank-you.block.render";
  return {
    extension: guardMembers("shopify.extension", {
      target,
      apiVersion,
      scriptUrl: "",
      editor: undefined,
      capabilities: signal(["api_access", "network_access"]),
      rendered: signal(true),
    }),
    extensionPoint: target,
    version: apiVersion,
    shop,
    settings: signal({}),
    localization: guardMembers("shopify.localization", { language, extensionLanguage: language }),
    i18n: makeI18n(locale, data.order.currency, data.strings),
    storage: makeStorage(),
    sessionToken: { get: () => call("sessionToken") },
    ...(isThankYou ? thankYouMembers(order) : orderStatusMembers(order, { signal }, call)),
  };
}

function orderStatusMembers(
  order: HostSignal<OrderInFrame>,
  { signal }: Pick<Signals, "signal">,
  call: Call<ExtensionHostCalls>,
): object {
  const { customerId } = order.value;
  const customer = signal(customerId === undefined ? undefined : { id: customerId });
  return {
    order,
    authenticationState: signal("fully_authenticated"),
    requireLogin: async () => {},
    authenticatedAccount: { customer, purchasingCompany: signal(undefined) },
    toast: {
      async show(text: string) {
        await call("showToast", text);
        return { hide: () => {} };
      },
    },
  };
}

/** The order does not exist yet when the page is first shown; all there is of it is its id and its confirmation number. */
function thankYouMembers(order: HostSignal<OrderInFrame>): object {
  const confirmation = ({ id, confirmationNumber }: OrderInFrame) => ({
    order: { id: id.replace("/Order/", "/OrderIdentity/") },
    number: confirmationNumber,
    isFirstOrder: false,
  });
  return {
    orderConfirmation: {
      get value() {
        return confirmation(order.value);
      },
      get current() {
        return confirmation(order.value);
      },
      subscribe: (listener: (value: unknown) => void) => order.subscribe((value) => listener(confirmation(value))),
    },
  };
}
