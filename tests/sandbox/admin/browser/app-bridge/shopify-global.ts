import type { ShopifyGlobal } from "@shopify/app-bridge-types";
import type { Call } from "#tests/sandbox/admin/browser/channel.ts";
import type { HostCalls, PickerRequest } from "#tests/sandbox/admin/browser/messages.ts";
import { modalById } from "./elements/modal.ts";
import { saveBarById } from "./elements/save-bar.ts";
import type { LaunchParameters } from "./launch-parameters.ts";
import type { SessionToken } from "./session-token.ts";
import type { Toasts } from "./toasts.ts";

export type Parts = {
  apiKey: string;
  launch: LaunchParameters;
  call: Call<HostCalls>;
  token: SessionToken;
  toasts: Toasts;
};

type Offered = Pick<
  ShopifyGlobal,
  | "config"
  | "origin"
  | "ready"
  | "setSignals"
  | "environment"
  | "idToken"
  | "loading"
  | "modal"
  | "resourcePicker"
  | "saveBar"
  | "scopes"
  | "toast"
  | "user"
  | "webVitals"
>;

/** The global `shopify` of App Bridge. A member that the stand-in does not have is an error, never silently undefined. */
export function makeShopifyGlobal({ apiKey, launch, call, token, toasts }: Parts): ShopifyGlobal {
  const offered: Offered = {
    config: { apiKey, shop: launch.shop, host: launch.host, locale: launch.locale },
    origin: location.origin,
    ready: Promise.resolve(),
    setSignals: () => {},
    environment: { embedded: window.parent !== window, mobile: false, pos: false, intent: false },
    idToken: () => token.get(),
    loading: (isLoading = true) => void call("showLoading", isLoading),
    modal: {
      show: async (id) => modalById(id)?.show(),
      hide: async (id) => modalById(id)?.hide(),
      toggle: async (id) => modalById(id)?.toggle(),
    },
    resourcePicker: (options) => pickResources(call, options) as never,
    saveBar: {
      show: async (id) => saveBarById(id)?.show(),
      hide: async (id) => saveBarById(id)?.hide(),
      toggle: async (id) => {
        const bar = saveBarById(id);
        await (bar?.showing ? bar.hide() : bar?.show());
      },
      // As in the admin: answers when the person leaves, and never when the person stays.
      leaveConfirmation: async () => {
        if (!(await call("confirmLeaving"))) await new Promise<never>(() => {});
      },
    },
    scopes: {
      query: () => call("queryScopes"),
      request: (scopes) => call("requestScopes", scopes),
      revoke: (scopes) => call("revokeScopes", scopes),
    },
    toast: { show: toasts.show, hide: toasts.hide },
    user: () => call("user"),
    webVitals: { onReport: async () => {} },
  };
  return new Proxy(offered as ShopifyGlobal, {
    get(target, member: string | symbol) {
      if (typeof member === "symbol" || member in target || member === "then")
        return Reflect.get(target, member) as unknown;
      throw new Error(`The stand-in's App Bridge has no shopify.${member}.`);
    },
  });
}

type PickerOptions = {
  type: PickerRequest["type"];
  multiple?: boolean | number;
  query?: string;
  selectionIds?: { id: string }[];
};

async function pickResources(call: Call<HostCalls>, options: PickerOptions): Promise<unknown> {
  const picked = await call("pickResources", {
    type: options.type,
    multiple: options.multiple !== undefined && options.multiple !== false,
    query: options.query ?? "",
    selectedIds: (options.selectionIds ?? []).map((resource) => resource.id),
  });
  return picked && Object.assign(picked, { selection: picked });
}
