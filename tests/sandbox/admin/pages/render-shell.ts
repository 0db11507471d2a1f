import type { AppListing } from "#tests/sandbox/admin/app-listing.ts";
import { storeHandle } from "#tests/sandbox/admin/launch-url.ts";
import type { ShopSummary, StaffSummary } from "#tests/sandbox/admin/sandbox-client.ts";
import { appMark } from "./app-mark.ts";
import { html, jsonScript, type Html } from "./html.ts";
import { icon } from "./icon.ts";
import type { StorePage, StoreSection } from "./store-page.ts";

export type ShellPage = {
  app: AppListing;
  apiKey: string;
  appOrigin: string;
  shops: ShopSummary[];
  shop: ShopSummary;
  /** Who of the shop's staff is signed in. */
  viewer: StaffSummary;
  /** Either the app in its frame, or a page of the admin itself. */
  content: { frameUrl: string } | StorePage;
};

const sections: { section: StoreSection; text: string; iconName: string; path: string }[] = [
  { section: "home", text: "Home", iconName: "Home", path: "" },
  { section: "orders", text: "Orders", iconName: "Order", path: "/orders" },
  { section: "products", text: "Products", iconName: "Product", path: "/products" },
  { section: "customers", text: "Customers", iconName: "Person", path: "/customers" },
];

/** What `browser/shell` reads: where it is, and who the app is. */
export type ShellData = {
  shop: string;
  storePath: string;
  /** Above the shop's pages as its shoppers see them. */
  shopperPath: string;
  appPath: string;
  appOrigin: string;
  appName: string;
};

/** The whole page: top bar, navigation, the app or a page of the store, and the shopper's panel (filled by its script). */
export function renderShell(page: ShellPage): string {
  const storePath = `/store/${storeHandle(page.shop.domain)}`;
  const appPath = `${storePath}/apps/${page.apiKey}`;
  const inApp = "frameUrl" in page.content;
  const data: ShellData = {
    shop: page.shop.domain,
    storePath,
    shopperPath: `/shopper/${storeHandle(page.shop.domain)}`,
    appPath,
    appOrigin: page.appOrigin,
    appName: page.app.name,
  };
  const title = "frameUrl" in page.content ? page.app.name : page.content.title;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · ${page.shop.name} · Stand-in admin</title>
        <link rel="icon" href="/__stand-in/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/__stand-in/shell.css" />
      </head>
      <body>
        <a class="skip" href="#content">Skip to content</a>
        <div id="loading" class="loading" role="progressbar" aria-label="Loading" hidden></div>
        ${renderTopBar(page, storePath)} ${renderNavigation(page, storePath, appPath)}
        <main id="content" class="stage" tabindex="${inApp ? -1 : 0}">
          ${inApp ? renderFrame(page) : renderStorePage(page)}
        </main>
        <aside id="panel" class="panel" aria-label="Shopper panel" hidden></aside>
        <div id="scrim" class="scrim" hidden></div>
        <div id="toasts" class="toasts"></div>
        ${jsonScript("page-data", data)}
        <script src="/__stand-in/shell.js"></script>
      </body>
    </html>`.markup;
}

function renderTopBar({ shops, shop, viewer, apiKey }: ShellPage, storePath: string): Html {
  return html`<header class="top">
    <button
      id="menu-button"
      class="top-button menu-button"
      type="button"
      aria-expanded="false"
      aria-controls="navigation"
      aria-label="Navigation"
    >
      ${icon("Menu")}
    </button>
    <a class="brand" href="${storePath}"
      ><span class="brand-name">Stand-in admin</span><span class="brand-note">not Shopify</span></a
    >
    <div id="save-bar" class="save-bar" role="region" aria-label="Unsaved changes" hidden></div>
    <form id="search" class="search" role="search">
      ${icon("Search")}
      <input
        type="search"
        name="query"
        aria-label="Search orders in the app"
        placeholder="Search orders"
        autocomplete="off"
      />
    </form>
    <div class="top-end">
      <button
        id="panel-button"
        class="top-button panel-button"
        type="button"
        aria-expanded="false"
        aria-controls="panel"
      >
        ${icon("Cart")}<span>Be the shopper</span>
      </button>
      <details class="shops" id="shops">
        <summary class="top-button">
          <span class="avatar" aria-hidden="true">${initials(shop.name)}</span
          ><span class="shop-name">${shop.name}<small>${viewer.name}</small></span
          >${icon("ChevronDown")}
        </summary>
        <div class="menu">
          <ul aria-label="Shops">
            ${shops.map((other) => renderShopLink(other, shop, apiKey))}
          </ul>
          <h2>Signed in as</h2>
          <ul aria-label="Staff">
            ${shop.staff.map((member) => renderStaffButton(member, viewer, storePath))}
          </ul>
        </div>
      </details>
    </div>
  </header>`;
}

function renderShopLink(other: ShopSummary, current: ShopSummary, apiKey: string): Html {
  const isCurrent = other.domain === current.domain;
  return html`<li>
    <a href="/store/${storeHandle(other.domain)}/apps/${apiKey}" ${isCurrent && html`aria-current="true"`}>
      <span class="avatar" aria-hidden="true">${initials(other.name)}</span>
      <span>${other.name}<small>${other.isInstalled ? other.domain : "App not installed"}</small></span>
      ${isCurrent && icon("Check")}</a
    >
  </li>`;
}

/** A form and no link: being somebody else is a change, and stays one in the browser's history. */
function renderStaffButton(member: StaffSummary, viewer: StaffSummary, storePath: string): Html {
  const isCurrent = member.id === viewer.id;
  return html`<li>
    <form method="post" action="${storePath}/sign-in/${member.id}">
      <button type="submit" ${isCurrent && html`aria-current="true"`}>
        <span class="avatar person" aria-hidden="true">${initials(member.name)}</span>
        <span>${member.name}<small>${member.isShopOwner ? "Owns the store" : "Staff"}</small></span>
        ${isCurrent && icon("Check")}
      </button>
    </form>
  </li>`;
}

function renderNavigation({ app, content }: ShellPage, storePath: string, appPath: string): Html {
  const inApp = "frameUrl" in content;
  const section = inApp ? undefined : content.section;
  const link = (entry: (typeof sections)[number]): Html =>
    html`<li>
      <a href="${storePath}${entry.path}" ${entry.section === section && html`aria-current="page"`}>
        ${icon(entry.iconName)}${entry.text}</a
      >
    </li>`;
  return html`<nav id="navigation" class="side" aria-label="Store">
    <ul>
      ${sections.map(link)}
    </ul>
    <h2>Apps</h2>
    <ul>
      <li>
        <a id="app-link" href="${appPath}" ${inApp && html`aria-current="page"`}>${appMark}${app.name}</a>
        <ul id="app-navigation" class="sub"></ul>
      </li>
    </ul>
    <ul class="side-end">
      <li>
        <a href="${storePath}/settings" ${section === "settings" && html`aria-current="page"`}>
          ${icon("Settings")}Settings</a
        >
      </li>
    </ul>
    <p class="side-note">A sandbox on your machine. Nobody is charged, nothing is shipped, no mail leaves.</p>
  </nav>`;
}

function renderFrame({ app, content }: ShellPage): Html {
  const src = "frameUrl" in content ? content.frameUrl : "";
  return html`<div class="title-bar">
      ${appMark}
      <h1 id="title" class="title">${app.name}</h1>
      <div id="title-actions" class="actions"></div>
    </div>
    <iframe
      id="app"
      class="app"
      name="app-iframe"
      title="${app.name}"
      src="${src}"
      allow="clipboard-write"
      sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals"
    ></iframe>`;
}

function renderStorePage({ content }: ShellPage): Html | undefined {
  return "body" in content
    ? html`<div class="store-page">
        <h1>${content.title}</h1>
        ${content.body}
      </div>`
    : undefined;
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join("");
}
