/**
 * The host of one UI extension inside its sandboxed frame: the `shopify` global, the `s-*` elements and the way to the network,
 * all there before the extension's own script. The bundle is the CLI's: a classic script that calls `shopify.extend`.
 */
import type { ExtensionFrameCalls, ExtensionHostCalls, FrameData } from "#tests/sandbox/admin/extensions/frame-data.ts";
import { openChannel } from "#tests/sandbox/admin/browser/channel.ts";
import { byId } from "#tests/sandbox/admin/browser/element.ts";
import { makeAdminApi } from "./admin-api.ts";
import { defineElements, reportUnknownElements } from "./elements/define-elements.ts";
import { guardMembers } from "./guard-members.ts";
import { mapFetch } from "./map-fetch.ts";
import { makeShopperApi } from "./shopper-api.ts";
import { createSignals } from "./signals.ts";

const data = JSON.parse(byId("frame-data").textContent) as FrameData;
const isAdmin = data.target.startsWith("admin.");
const call = openChannel<ExtensionHostCalls, ExtensionFrameCalls>(() => window.parent, data.hostOrigin, {
  orderChanged: (changed) => order.set(changed),
});
const signals = createSignals();
const order = signals.signal(data.order);
const entryByTarget = new Map<string, (api: unknown) => unknown>();

const api = {
  ...(isAdmin ? makeAdminApi(data, call) : makeShopperApi(data, signals, order, call)),
  extend: (target: string, entry: (api: unknown) => unknown) => void entryByTarget.set(target, entry),
  setSignals: signals.adopt,
};
const shopify = guardMembers("shopify", api);
Object.defineProperty(globalThis, "shopify", { value: shopify });
mapFetch(data, isAdmin ? () => call("sessionToken") : undefined);
defineElements((href) => void call("openAddress", href));

// By then the extension's script, which is the last of the page, has registered itself or failed to load.
addEventListener("load", () => {
  reportUnknownElements(document.body);
  new ResizeObserver(() => {
    void call("resize", Math.ceil(document.body.getBoundingClientRect().height));
  }).observe(document.body);
  const entry = entryByTarget.get(data.target);
  if (!entry) {
    document.body.textContent = "The extension could not be loaded.";
    throw new Error(`The stand-in's extension has no entry for ${data.target}.`);
  }
  void entry(shopify);
});
