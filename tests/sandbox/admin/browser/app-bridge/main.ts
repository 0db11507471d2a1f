/**
 * The stand-in's App Bridge: a classic script in the head of each of the app's documents, as the real one, with the part
 * of its interface that app-bridge-react and the Shopify library use. It speaks to the admin page it was loaded from.
 */
import { openChannel, type Call } from "#tests/sandbox/admin/browser/channel.ts";
import type { FrameCalls, HostCalls } from "#tests/sandbox/admin/browser/messages.ts";
import { awaitRouter, navigateRouter } from "./await-router.ts";
import { defineModal } from "./elements/modal.ts";
import { defineNavMenu } from "./elements/nav-menu.ts";
import { defineSaveBar, pressSaveBarControl } from "./elements/save-bar.ts";
import { defineTitleBar, pressTitleBarControl } from "./elements/title-bar.ts";
import { readLaunchParameters } from "./launch-parameters.ts";
import { interceptLeaving } from "./leave-frame.ts";
import { patchFetch } from "./patch-fetch.ts";
import { keepSessionToken } from "./session-token.ts";
import { makeShopifyGlobal } from "./shopify-global.ts";
import { makeToasts } from "./toasts.ts";
import { trackLocation } from "./track-location.ts";

function start(script: HTMLScriptElement): void {
  const hostOrigin = new URL(script.src).origin;
  const launch = readLaunchParameters(location.search);
  const call: Call<HostCalls> = openChannel<HostCalls, FrameCalls>(() => window.parent, hostOrigin, {
    navigate: async (href) => {
      await router;
      navigateRouter(href);
    },
    pressTitleBar: pressTitleBarControl,
    pressSaveBar: (id, index) => pressSaveBarControl(call, id, index),
    toastAction: (id) => toasts.acted(id),
    toastDismissed: (id) => toasts.dismissed(id),
  });
  const router = awaitRouter();
  const toasts = makeToasts(call);
  const token = keepSessionToken(call);
  window.shopify = makeShopifyGlobal({ apiKey: script.dataset.apiKey ?? "", launch, call, token, toasts });
  const leaveTo = interceptLeaving(call, hostOrigin, launch.shop);
  patchFetch(token, leaveTo);

  // The library's bounce page has nothing but this script: the real page is asked for again, with a token.
  const reload = new URLSearchParams(location.search).get("shopify-reload");
  if (reload !== null) return void reloadWithToken(reload, token.get());

  void router.then(() => call("alive"));
  trackLocation((path) => void call("moved", path));
  hideBars();
  defineNavMenu((items) => void call("showNavMenu", items));
  defineTitleBar((content) => void call("showTitleBar", content));
  defineSaveBar(call);
  defineModal((isDimmed) => void call("dim", isDimmed));
}

async function reloadWithToken(reload: string, token: Promise<string>): Promise<void> {
  const target = new URL(reload, location.origin);
  if (target.origin !== location.origin) throw new Error(`The bounce page asks for ${target.origin}, another site.`);
  target.searchParams.set("id_token", await token);
  location.replace(target);
}

// By an adopted sheet: React hydrates the whole document and must find no element that it did not write.
function hideBars(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("ui-nav-menu, ui-save-bar, ui-title-bar, ui-modal:not([open]) { display: none }");
  document.adoptedStyleSheets.push(sheet);
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement && !("shopify" in window)) start(script);
