import type { ExtensionTarget } from "#tests/sandbox/admin/extensions/frame-data.ts";
import { html, type Html } from "./html.ts";

export type ExtensionPlace = {
  target: ExtensionTarget;
  title: string;
  /** The shop's myshopify domain. */
  shop: string;
  orderId: string;
  locale?: string;
  viewer?: string;
};

/** The frame of an extension. `browser/host` answers it: where it asks for tokens stands on the element. */
export function extensionFrame({
  target,
  title,
  shop,
  orderId,
  locale = "en",
  viewer = "buyer",
}: ExtensionPlace): Html {
  const query = new URLSearchParams({ target, shop, order: orderId, locale, viewer });
  const isAdmin = target.startsWith("admin.");
  const tokenPath = `/__stand-in/${isAdmin ? "id-token" : "buyer-token"}`;
  const tokenBody = JSON.stringify(isAdmin ? { shop } : { shop, order: orderId, target, viewer });
  return html`<iframe
    class="extension"
    title="${title}"
    data-token-path="${tokenPath}"
    data-token-body="${tokenBody}"
    src="/__stand-in/extension-frame?${query.toString()}"
    sandbox="allow-scripts allow-popups"
  ></iframe>`;
}
