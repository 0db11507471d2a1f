import { describeScope } from "#tests/sandbox/admin/describe-scope.ts";
import type { SandboxClient, ShopCatalog, ShopOrder } from "#tests/sandbox/admin/sandbox-client.ts";
import { shopperPath } from "#tests/sandbox/admin/shopper/shopper-path.ts";
import { html, type Html } from "./html.ts";
import { renderOrderPage } from "./render-order-page.ts";
import { statusWords } from "./status-words.ts";
import type { Place, StorePage } from "./store-page.ts";

/**
 * A page of the admin itself. The stand-in has the few that lead to the app, or show the store as Shopify sees it.
 *
 * @param path below the store's own, such as `/orders`
 */
export async function renderStorePage(place: Place, path: string, sandbox: SandboxClient): Promise<StorePage> {
  const { domain } = place.shop;
  const [, section = "", id] = path.split("/");
  switch (section) {
    case "":
      return { title: "Home", section: "home", body: renderHome(place) };
    case "orders":
      return id === undefined ? renderOrders(place, await sandbox.orders(domain)) : renderOne(place, id, sandbox);
    case "products":
      return { title: "Products", section: "products", body: renderProducts(await sandbox.catalog(domain)) };
    case "customers":
      return { title: "Customers", section: "customers", body: renderCustomers(await sandbox.catalog(domain)) };
    case "settings":
      return { title: "Settings", section: "settings", body: renderSettings(place) };
    default:
      return { title: "Not part of the stand-in", section: undefined, body: renderMissing(place, path) };
  }
}

function renderHome({ app, shop, appPath }: Place): Html {
  return html`<section class="card">
      <h2>Welcome to ${shop.name}</h2>
      <p>
        This is a stand-in for the Shopify admin, on your machine alone. The store, its shoppers and its stock are a
        sandbox that answers ${app.name} as Shopify would.
      </p>
      <p>
        <a class="button primary" href="${appPath}">${shop.isInstalled ? `Open ${app.name}` : `Install ${app.name}`}</a>
      </p>
    </section>
    <section class="card">
      <h2>Try it</h2>
      <ul>
        <li>
          <b>Be the shopper</b>, at the top right, places orders: ordinary ones and troublesome ones, one at a time or a
          hundred at once.
        </li>
        <li>The same panel ships, refunds, edits and cancels orders, and disturbs the delivery of webhooks.</li>
        <li>
          The shop menu leads to the other two stores: in one the app only watches, on the other it is not installed
          yet.
        </li>
      </ul>
    </section>`;
}

async function renderOne(place: Place, id: string, sandbox: SandboxClient): Promise<StorePage> {
  const order = await sandbox.order(place.shop.domain, id);
  if (order) return renderOrderPage(place, order);
  const body = html`<p>${place.shop.name} has no such order. <a href="${place.storePath}/orders">All orders</a></p>`;
  return { title: "Order not found", section: "orders", body };
}

function renderOrders({ app, shop, appPath, storePath }: Place, orders: ShopOrder[]): StorePage {
  const rows = orders.map(
    (order) =>
      html`<tr>
        <td>
          <a href="${storePath}/orders/${order.id}"><b>${order.name}</b></a>
        </td>
        <td>${order.customer}</td>
        <td><span class="badge">${statusWords(order.financialStatus)}</span></td>
        <td><span class="badge">${statusWords(order.fulfillmentStatus)}</span></td>
        <td class="number">${order.total}</td>
        <td>
          <a href="${shopperPath(shop.domain, order.id)}" aria-label="${order.name} as the shopper">As the shopper</a>
        </td>
      </tr>`,
  );
  return {
    title: "Orders",
    section: "orders",
    body: html`<p>
        The latest orders, as Shopify sees them.
        <a href="${appPath}/app/orders">What ${app.name} does about them</a> is in the app.
      </p>
      ${rows.length > 0 && table(["Order", "Customer", "Payment", "Fulfillment", "Total", "Shopper's page"], rows)}`,
  };
}

function renderProducts({ offers }: ShopCatalog): Html {
  const rows = offers.map(
    ({ title, price, available }) =>
      html`<tr>
        <td class="wrap">${title}</td>
        <td class="number">${available > 0 ? available : html`<span class="badge attention">${available}</span>`}</td>
        <td class="number">${price}</td>
      </tr>`,
  );
  return html`<p>What the store sells, with the units available over all its locations.</p>
    ${table(["Product", "Available", "Price"], rows)}`;
}

function renderCustomers({ customers }: ShopCatalog): Html {
  const rows = customers.map(({ text }) => html`<tr><td>${text}</td></tr>`); // prettier-ignore
  return html`<p>Some of the people who buy here. They are made up, as is everything about them.</p>
    ${table(["Customer"], rows)}`;
}

function renderSettings({ app, shop, appPath, storePath }: Place): Html {
  if (!shop.isInstalled) {
    return html`<section class="card">
      <h2>Apps</h2>
      <p>No app is installed.</p>
      <p><a class="button primary" href="${appPath}">Install ${app.name}</a></p>
    </section>`;
  }
  return html`<section class="card">
    <h2>${app.name}</h2>
    <p>Installed on ${shop.name}. It may:</p>
    <ul>
      ${shop.scopes.map((scope) => html`<li>${describeScope(scope)}</li>`)}
    </ul>
    <form method="post" action="${storePath}/settings/uninstall">
      <button class="button critical" type="submit">Uninstall ${app.name}</button>
    </form>
  </section>`;
}

function renderMissing({ app, appPath }: Place, path: string): Html {
  return html`<section class="card">
    <p>In Shopify, <code>${path}</code> is a page of the admin. The stand-in does not have it.</p>
    <p><a class="button" href="${appPath}">Back to ${app.name}</a></p>
  </section>`;
}

function table(headings: string[], rows: Html[]): Html {
  const numeric = ["Total", "Price", "Available"];
  const head = headings.map(
    (heading) => html`<th class="${numeric.includes(heading) ? "number" : ""}">${heading}</th>`,
  );
  return html`<section class="card flush table-scroll">
    <table>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section>`;
}
