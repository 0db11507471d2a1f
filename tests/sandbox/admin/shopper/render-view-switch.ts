import { storeHandle } from "#tests/sandbox/admin/launch-url.ts";
import { html, type Html } from "#tests/sandbox/admin/pages/html.ts";
import { shopperPath } from "./shopper-path.ts";
import type { ShopperView } from "./shopper-view.ts";

const languages = new Intl.DisplayNames("en", { type: "language" });

/** The stand-in's own strip above a shopper's page: which page, whose eyes, which language, and the way back. */
export function renderViewSwitch(view: ShopperView): Html {
  const { shop, order, target, viewer, locale, locales } = view;
  const isThankYou = target === "purchase.thank-you.block.render";
  const link = (text: string, change: Partial<Choice>, isCurrent: boolean): Html =>
    html`<a
      href="${addressOf({ isThankYou, viewer, locale, ...change }, view)}"
      ${isCurrent && html`aria-current="true"`}
      >${text}</a
    >`;
  return html`<nav class="switch" aria-label="Stand-in">
    <a href="/store/${storeHandle(shop.domain)}/orders/${order.id}">← ${order.name} in the admin</a>
    <span class="choice">
      ${link("Order status", { isThankYou: false }, !isThankYou)} ${link("Thank you", { isThankYou: true }, isThankYou)}
    </span>
    <span class="choice">
      ${link("As the buyer", { viewer: "buyer" }, viewer === "buyer")}
      ${link("As another buyer", { viewer: "another" }, viewer === "another")}
    </span>
    ${
      locales.length > 1 &&
      html`<span class="choice">
        ${locales.map((each) => link(languages.of(each) ?? each, { locale: each }, locale === each))}
      </span>`
    }
  </nav>`;
}

type Choice = Pick<ShopperView, "viewer" | "locale"> & { isThankYou: boolean };

/** Only what differs from the plain page stands in the address. */
function addressOf({ isThankYou, viewer, locale }: Choice, { shop, order }: ShopperView): string {
  const query = new URLSearchParams();
  if (viewer !== "buyer") query.set("viewer", viewer);
  if (locale !== "en") query.set("locale", locale);
  const path = shopperPath(shop.domain, order.id, isThankYou ? "/thank-you" : "");
  return query.size > 0 ? `${path}?${query.toString()}` : path;
}
