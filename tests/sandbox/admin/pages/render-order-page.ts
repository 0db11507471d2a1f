import type { OrderDetail } from "#tests/sandbox/admin/order-detail.ts";
import { shopperPath } from "#tests/sandbox/admin/shopper/shopper-path.ts";
import { extensionFrame } from "./extension-frame.ts";
import { html, type Html } from "./html.ts";
import { statusTone, statusWords, timeWords } from "./status-words.ts";
import type { Place, StorePage } from "./store-page.ts";

/** The admin's page of one order, as Shopify sees it, with the app's block among its cards. */
export function renderOrderPage(place: Place, order: OrderDetail): StorePage {
  const { app, appPath, shop } = place;
  const body = html`<p class="order-links">
      <span data-live="states">${renderStates(order)}</span>
      <a href="${appPath}/app/orders/${order.id}">Open in ${app.name}</a>
      <a href="${shopperPath(shop.domain, order.id)}">See it as the shopper</a>
    </p>
    <div class="order-page">
      <div>
        ${
          shop.isInstalled &&
          extensionFrame({
            target: "admin.order-details.block.render",
            title: `${app.name} block`,
            shop: shop.domain,
            orderId: order.id,
          })
        }
        <div data-live="main">${renderWork(order)} ${renderParcels(order)} ${renderMoney(order)}</div>
      </div>
      <div data-live="side">${renderCustomer(order)} ${renderTimeline(order)}</div>
    </div>`;
  return { title: order.name, section: "orders", body };
}

function renderStates({ cancelledAt, financialStatus, fulfillmentStatus }: OrderDetail): Html {
  return html`${cancelledAt !== null && html`<span class="badge bad">Cancelled</span>`} ${badge(financialStatus)}
  ${badge(fulfillmentStatus)}`;
}

function renderWork({ fulfillmentOrders, lineItems }: OrderDetail): Html {
  const cards = fulfillmentOrders.map(
    ({ status, location, lines, holds }) =>
      html`<section class="card">
        <h2>${location} ${badge(status)}</h2>
        ${lines.length > 0 ? renderUnits(lines) : html`<p class="quiet">Nothing is left to be sent from here.</p>`}
        ${holds.map(
          ({ reason, note, heldBy }) =>
            html`<p class="hold"><b>Held by ${heldBy}: ${statusWords(reason).toLowerCase()}.</b> ${note ?? ""}</p>`,
        )}
      </section>`,
  );
  const rows = lineItems.map(
    ({ title, sku, quantity, currentQuantity, total }) =>
      html`<tr>
        <td class="wrap">${title}<small class="quiet"> ${sku ?? ""}</small></td>
        <td class="number">${currentQuantity === quantity ? quantity : `${currentQuantity} of ${quantity}`}</td>
        <td class="number">${total}</td>
      </tr>`,
  );
  return html`<section class="card flush table-scroll">
      <table>
        <thead>
          <tr>
            <th>Item</th>
            <th class="number">Units</th>
            <th class="number">Amount</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </section>
    ${cards}`;
}

function renderParcels({ fulfillments }: OrderDetail): Html[] {
  return fulfillments.map(
    ({ name, location, status, carrier, parcels, lines, events }) =>
      html`<section class="card">
        <h2>Parcel ${name} ${badge(events.at(-1)?.status ?? status)}</h2>
        <p>
          From ${location}${carrier !== null && ` with ${carrier}`}${parcels.map(({ number }) => html`, ${number}`)}
        </p>
        ${renderUnits(lines)}
      </section>`,
  );
}

function renderMoney({ totals, total, transactions, refunds }: OrderDetail): Html {
  const row = (label: string, amount: string): Html => html`<dt>${label}</dt><dd>${amount}</dd>`; // prettier-ignore
  const payments = transactions.map(({ kind, status, gateway, amount, at }) => {
    const outcome = status === "SUCCESS" ? "" : ` (${statusWords(status).toLowerCase()})`;
    return html`<li>${statusWords(kind)}${outcome}, ${amount}, ${gateway}, ${timeWords(at)}</li>`;
  });
  return html`<section class="card">
      <h2>Payment</h2>
      <dl class="sums">
        ${totals.map(({ label, amount }) => row(label, amount))} ${row("Total", total)}
      </dl>
      ${payments.length > 0 ? html`<ul>${payments}</ul>` : html`<p class="quiet">Nothing was paid yet.</p>`}
    </section>
    ${refunds.map(
      ({ at, amount, note, lines }) =>
        html`<section class="card">
          <h2>Refunded ${amount}</h2>
          <p class="quiet">${timeWords(at)}${note !== null && `, ${note}`}</p>
          ${renderUnits(lines)}
        </section>`,
    )}`; // prettier-ignore
}

function renderCustomer({ customer, email, shippingAddress }: OrderDetail): Html {
  const address = shippingAddress.map((line) => html`${line}<br />`);
  return html`<section class="card">
    <h2>Customer</h2>
    <p>${customer?.name ?? "Nobody is known by name"}</p>
    ${email !== null && html`<p class="quiet">${email}</p>`}
    ${address.length > 0 ? html`<p>${address}</p>` : html`<p class="quiet">Nothing is sent to an address.</p>`}
  </section>`;
}

function renderTimeline({ timeline }: OrderDetail): Html {
  const items = timeline.map(({ at, text }) => html`<li>${text}<br /><small class="quiet">${timeWords(at)}</small></li>`); // prettier-ignore
  return html`<section class="card">
    <h2>Timeline</h2>
    <ol class="order-timeline">
      ${items}
    </ol>
  </section>`;
}

function renderUnits(lines: { title: string; quantity: number }[]): Html {
  return html`<ul>
    ${lines.map(({ title, quantity }) => html`<li>${quantity} × ${title}</li>`)}
  </ul>`;
}

function badge(status: string): Html {
  return html`<span class="badge ${statusTone(status)}">${statusWords(status)}</span>`;
}
