import { openChannel, type Call } from "#tests/sandbox/admin/browser/channel.ts";
import { byId } from "#tests/sandbox/admin/browser/element.ts";
import type { FrameCalls, HostCalls } from "#tests/sandbox/admin/browser/messages.ts";
import { dim } from "./menus.ts";
import { followFrame, goTo, setFrame, showNavMenu } from "./navigate-app.ts";
import { pageData } from "./page-data.ts";
import { pickResources } from "./pick-resources.ts";
import { requestJson } from "./request-json.ts";
import { confirmLeaving, forgetSaveBar, hideSaveBar, showSaveBar } from "./save-bar.ts";
import { queryScopes, requestScopes, revokeScopes } from "./scopes.ts";
import { showTitleBar } from "./title-bar.ts";
import { hideToast, showToast } from "./toasts.ts";

/** Answers the App Bridge of the frame, and keeps the page around it in step. */
export function serveFrame(frame: HTMLIFrameElement): void {
  const call: Call<FrameCalls> = openChannel<FrameCalls, HostCalls>(() => frame.contentWindow, pageData.appOrigin, {
    alive: () => document.documentElement.setAttribute("data-app", "alive"),
    idToken: async () => (await requestJson<{ token: string }>("/__stand-in/id-token", { shop: pageData.shop })).token,
    user: () => ({ accountAccess: "full" }),
    showNavMenu,
    showTitleBar: (content) => showTitleBar(content, call),
    showSaveBar: (content) => showSaveBar(content, call),
    hideSaveBar,
    confirmLeaving,
    showToast: (toast) => showToast(toast, call),
    hideToast,
    showLoading,
    dim,
    moved: followFrame,
    openAdmin: (href) => leaveFor(href),
    queryScopes,
    requestScopes,
    revokeScopes,
    pickResources,
  });
  setFrame(call);
  showLoading(true);
  frame.addEventListener("load", () => {
    showLoading(false);
    forgetSaveBar();
    dim(false);
  });
}

function showLoading(isLoading: boolean): void {
  byId("loading").hidden = !isLoading;
}

/** Only the admin's own pages and the app's; the frame is not trusted to send the person anywhere else unasked. */
function leaveFor(href: string): void {
  const target = new URL(href);
  if (target.origin === pageData.appOrigin) return void goTo(target.pathname + target.search);
  if (target.origin === location.origin) return location.assign(target);
  window.open(target, "_blank", "noopener");
}
