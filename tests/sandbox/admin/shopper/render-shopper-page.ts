import { orderInFrame } from "#tests/sandbox/admin/extensions/order-in-frame.ts";
import { extensionFrame } from "#tests/sandbox/admin/pages/extension-frame.ts";
import { html, jsonScript, type Html } from "#tests/sandbox/admin/pages/html.ts";
import { statusWords, timeWords } from "#tests/sandbox/admin/pages/status-words.ts";
import { renderViewSwitch } from "./render-view-switch.ts";
import type { ShopperView } from "./shopper-view.ts";

/** A page of the customer account or of the checkout, plainly: what Shopify shows of the order, and the app's block in it. */
export function renderShopperPage(view: ShopperView): string {
  const { shop, order, target } = view;
  const isThankYou = target === "purchase.thank-you.block.render";
  const title = isThankYou ? "Thank you" : `Order ${order.name}`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · ${shop.name}</title>
        <link rel="icon" href="/__stand-in/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/__stand-in/shopper.css" />
      </head>
      <body>
        ${renderViewSwitch(view)}
        <header class="shop">
          <div>
            <b>${shop.name}</b>
            <span>${signedInAs(view)}</span>
          </div>
        </header>
        <main>${view.viewer === "another" ? renderForAnother(view) : renderForBuyer(view)}</main>
        <div id="toasts"></div>
        <div hidden data-live="order">${jsonScript("order-in-frame", orderInFrame(order, viewerId(view)))}</div>
        <script src="/__stand-in/shopper.js"></script>
      </body>
    </html>`.markup;
}

function renderForBuyer(view: ShopperView): Html {
  const { order, target } = view;
  const isThankYou = target === "purchase.thank-you.block.render";
  const greeting = isThankYou ? `Thank you, ${order.customer?.name ?? "and welcome back"}` : `Order ${order.name}`;
  const line = isThankYou ? `Confirmation ${order.confirmationNumber}` : `Confirmed ${timeWords(order.processedAt)}`;
  return html`<div class="columns">
    <div>
      <h1>${greeting}</h1>
      <p class="quiet">${line}</p>
      <div data-live="state">${renderState(order)}</div>
      ${renderBlock(view)}
      <div data-live="details">${renderDetails(order)}</div>
    </div>
    <aside aria-label="Order summary" data-live="summary">${renderSummary(order)}</aside>
  </div>`;
}

/** Shopify shows nobody another's order; only the app's block is here, to show that it says nothing either. */
function renderForAnother(view: ShopperView): Html {
  const { order, appName } = view;
  return html`<div class="narrow">
    <h1>Another customer</h1>
    <p>
      Shopify would never show this page to ${order.anotherCustomer?.name ?? "anybody else"}. Only the block of
      ${appName} is here, with a true token of that person and the id of order ${order.name}: it must say nothing about
      the order.
    </p>
    ${renderBlock(view)}
  </div>`;
}

function renderBlock({ shop, order, target, viewer, locale, appName, locales }: ShopperView): Html {
  if (!shop.isInstalled) return html`<p class="card quiet">${appName} is not installed on ${shop.name}.</p>`;
  if (locales.length === 0) return html`<p class="card quiet">${appName} has no block for this page.</p>`;
  const title = `${appName} order status`;
  return extensionFrame({ target, title, shop: shop.domain, orderId: order.id, locale, viewer });
}

function renderState({ cancelledAt, fulfillments, refunds }: ShopperView["order"]): Html {
  const state = (text: string): Html => html`<section class="card"><h2>${text}</h2></section>`; // prettier-ignore
  const parcels = fulfillments.map(
    ({ carrier, parcels: [parcel], events, status }) =>
      html`<section class="card">
        <h2>${statusWords(events.at(-1)?.status ?? (status === "SUCCESS" ? "ON_ITS_WAY" : status))}</h2>
        <p>${carrier ?? "A parcel"}${parcel && html`, tracking number ${parcel.number}`}</p>
      </section>`,
  );
  return html`${cancelledAt !== null ? state(`Cancelled ${timeWords(cancelledAt)}`) : parcels.length === 0 && state("Confirmed")}
  ${parcels} ${refunds.map(({ amount }) => state(`Refunded ${amount}`))}`;
}

function renderDetails({ email, shippingAddress, transactions }: ShopperView["order"]): Html {
  const address = shippingAddress.map((line) => html`${line}<br />`);
  return html`<section class="card">
    <h2>Your details</h2>
    <dl>
      ${email !== null && html`<dt>Contact</dt><dd>${email}</dd>`}
      ${address.length > 0 && html`<dt>Shipping address</dt><dd>${address}</dd>`}
      <dt>Payment</dt>
      <dd>${transactions[0]?.gateway ?? "Nothing was paid yet"}</dd>
    </dl>
  </section>`; // prettier-ignore
}

function renderSummary({ lineItems, totals, total }: ShopperView["order"]): Html {
  const lines = lineItems.filter((line) => line.currentQuantity > 0);
  return html`<section class="card">
    <h2>Order summary</h2>
    <ul class="lines">
      ${lines.map(
        ({ title, currentQuantity, total: amount }) =>
          html`<li><span>${currentQuantity} × ${title}</span><span>${amount}</span></li>`,
      )}
    </ul>
    <dl class="sums">
      ${totals.map(({ label, amount }) => html`<dt>${label}</dt><dd>${amount}</dd>`)}
      <dt class="total">Total</dt>
      <dd class="total">${total}</dd>
    </dl>
  </section>`; // prettier-ignore
}

function signedInAs({ order, target, viewer }: ShopperView): string {
  if (viewer === "another") return `Signed in as ${order.anotherCustomer?.name ?? "nobody"}`;
  const isGuest = target === "purchase.thank-you.block.render" && !order.isLoggedIn;
  return isGuest || !order.customer ? "A guest" : `Signed in as ${order.customer.name}`;
}

function viewerId({ order, viewer }: ShopperView): string | null {
  return (viewer === "another" ? order.anotherCustomer?.id : order.customer?.id) ?? null;
}
