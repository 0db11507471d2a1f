import type { Call } from "#tests/sandbox/admin/browser/channel.ts";
import type { ExtensionHostCalls, FrameData } from "#tests/sandbox/admin/extensions/frame-data.ts";
import { makeI18n } from "./i18n.ts";
import { makeStorage } from "./kept-values.ts";

/** `shopify` in a block of the admin's order page: https://shopify.dev/docs/api/admin-extensions. */
export function makeAdminApi(data: FrameData, call: Call<ExtensionHostCalls>): object {
  const { target, locale, order, strings } = data;
  return {
    extension: { target },
    data: { selected: [{ id: order.id }] },
    auth: { idToken: () => call("sessionToken") },
    i18n: makeI18n(locale, order.currency, strings),
    storage: makeStorage(),
    navigation: { navigate: (url: string | URL) => void call("openAddress", String(url)) },
  };
}
