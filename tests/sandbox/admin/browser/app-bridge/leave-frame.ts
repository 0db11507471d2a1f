import type { Call } from "#tests/sandbox/admin/browser/channel.ts";
import type { HostCalls } from "#tests/sandbox/admin/browser/messages.ts";

/** Addresses of the real admin, written as this stand-in's. Anything else is returned as it is. */
export function standInHref(href: string, hostOrigin: string, shop: string): string {
  const store = `${hostOrigin}/store/${shop.split(".")[0]}`;
  return href
    .replace(/^shopify:\/*admin/i, store)
    .replace(/^https:\/\/admin\.shopify\.com/, hostOrigin)
    .replace(/^https:\/\/([a-z0-9-]+)\.myshopify\.com\/admin/i, `${hostOrigin}/store/$1`);
}

/**
 * The frame is sandboxed and may not move the page around it. Links and `window.open` that mean the admin, or the
 * whole window, are handed to the admin page. Returns the function that opens an address that way.
 */
export function interceptLeaving(call: Call<HostCalls>, hostOrigin: string, shop: string): (href: string) => void {
  const open = window.open.bind(window);
  const leaveTo = (href: string): void => {
    void call("openAdmin", new URL(standInHref(href, hostOrigin, shop), location.href).href);
  };
  const staysInFrame = (href: string, target: string): boolean =>
    target !== "_top" && target !== "_parent" && !leadsToHost(href, hostOrigin, shop);

  window.open = (url, target = "_blank", features) => {
    const href = String(url ?? "");
    if (staysInFrame(href, target)) return open(href, target, features);
    leaveTo(href);
    return null;
  };
  addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (event.defaultPrevented || !(link instanceof HTMLAnchorElement)) return;
    const href = link.getAttribute("href") ?? "";
    if (link.target === "_blank" && leadsToHost(href, hostOrigin, shop)) {
      link.href = standInHref(href, hostOrigin, shop);
      return;
    }
    if (staysInFrame(href, link.target)) return;
    event.preventDefault();
    leaveTo(href);
  });
  return leaveTo;
}

function leadsToHost(href: string, hostOrigin: string, shop: string): boolean {
  return new URL(standInHref(href, hostOrigin, shop), location.href).origin === hostOrigin;
}
