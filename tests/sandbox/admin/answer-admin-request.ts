import type { IncomingMessage, ServerResponse } from "node:http";
import { answerOwnRequest } from "./answer-own-request.ts";
import type { AppListing } from "./app-listing.ts";
import type { BrowserScripts } from "./bundle-browser-scripts.ts";
import { launchUrl, storeHandle } from "./launch-url.ts";
import { renderInstallPage } from "./pages/render-install-page.ts";
import { renderShell, type ShellPage } from "./pages/render-shell.ts";
import { renderStorePage } from "./pages/render-store-page.ts";
import type { SandboxClient, ShopSummary, StaffSummary } from "./sandbox-client.ts";
import { signedInStaff, staffCookie } from "./sign-in/signed-in-staff.ts";
import { answerShopperRequest } from "./shopper/answer-shopper-request.ts";

export type AdminContext = {
  adminUrl: string;
  appUrl: string;
  apiKey: string;
  secret: string;
  app: AppListing;
  scripts: BrowserScripts;
  /** The extensions' folder in the project, and that of their bundles. */
  extensionSources: string;
  extensionBundles: string;
  /** The app's address as the bundles carry it. */
  publicAppUrl: string;
  sandbox: SandboxClient;
  clock: () => Date;
  /** The token of a member of a shop's staff. */
  idToken: (shop: string, userId: string) => string;
};

export type Answer = { status: number; type: string; body: string; headers?: Record<string, string> };

const notFound: Answer = { status: 404, type: "text/plain", body: "The stand-in has no such page." };

export async function answerAdminRequest(
  context: AdminContext,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const answer = await route(context, req).catch((error: unknown): Answer => {
    const reason = error instanceof Error ? error.message : String(error);
    return { status: 500, type: "application/json", body: JSON.stringify({ error: reason }) };
  });
  res.writeHead(answer.status, {
    "content-type": `${answer.type}; charset=utf-8`,
    "cache-control": "no-store",
    ...answer.headers,
  });
  res.end(answer.body);
}

async function route(context: AdminContext, req: IncomingMessage): Promise<Answer> {
  const url = new URL(req.url ?? "/", context.adminUrl);
  if (url.pathname.startsWith("/__stand-in/")) return answerOwnRequest(context, req, url);
  if (url.pathname.startsWith("/shopper/")) return (await answerShopperRequest(context, url)) ?? notFound;
  const shops = await context.sandbox.shops();
  if (url.pathname === "/" && shops[0]) return redirectTo(`${appPathOf(context, shops[0])}/app`);
  const [, handle, path = ""] = url.pathname.match(/^\/store\/([^/]+)(\/.*)?$/) ?? [];
  const shop = shops.find((candidate) => storeHandle(candidate.domain) === handle);
  if (!shop) return notFound;
  if (req.method === "POST") return change(context, shop, path);
  return show(context, { shops, shop, viewer: signedInStaff(req, shop) }, path, url.search);
}

/** The forms of the admin's own pages: install, uninstall, and signing in as somebody else of the staff. */
async function change(context: AdminContext, shop: ShopSummary, path: string): Promise<Answer> {
  const { sandbox, app } = context;
  if (path === "/oauth/install") {
    await sandbox.install(shop.domain, app.scopes);
    // A shop with the app is worth looking at only if something happens there.
    await sandbox.setPace(shop.domain, "slow");
  } else if (path === "/settings/uninstall") {
    await sandbox.uninstall(shop.domain);
  } else {
    const member = shop.staff.find(({ id }) => path === `/sign-in/${id}`);
    if (!member) return notFound;
    const { headers, ...answer } = redirectTo(appPathOf(context, shop));
    return { ...answer, headers: { ...headers, "set-cookie": staffCookie(shop, member) } };
  }
  return redirectTo(appPathOf(context, shop));
}

type Store = { shops: ShopSummary[]; shop: ShopSummary; viewer: StaffSummary };

async function show(context: AdminContext, store: Store, path: string, search: string): Promise<Answer> {
  const { shop } = store;
  const { app, apiKey, appUrl, secret, clock } = context;
  const [, key, pathInApp = "/app"] = path.match(/^\/apps\/([^/]+)(\/.*)?$/) ?? [];
  const isAppPage = key === apiKey;
  if (isAppPage && shop.isInstalled) {
    const idToken = context.idToken(shop.domain, store.viewer.id);
    const frameUrl = launchUrl({ appUrl, secret, shop: shop.domain, now: clock(), path: pathInApp + search, idToken });
    return page(context, store, { frameUrl });
  }
  const place = { app, shop, appPath: appPathOf(context, shop), storePath: `/store/${storeHandle(shop.domain)}` };
  if (isAppPage || path === "/oauth/install") return page(context, store, renderInstallPage(place));
  return page(context, store, await renderStorePage(place, path, context.sandbox));
}

function page(context: AdminContext, { shops, shop, viewer }: Store, content: ShellPage["content"]): Answer {
  const { app, apiKey, appUrl } = context;
  return {
    status: 200,
    type: "text/html",
    body: renderShell({ app, apiKey, appOrigin: appUrl, shops, shop, viewer, content }),
  };
}

function appPathOf(context: AdminContext, shop: ShopSummary): string {
  return `/store/${storeHandle(shop.domain)}/apps/${context.apiKey}`;
}

function redirectTo(location: string): Answer {
  return { status: 303, type: "text/plain", body: "", headers: { location } };
}
