import { createServer, type RequestListener, type Server } from "node:http";
import { answerAdminRequest, type AdminContext } from "./answer-admin-request.ts";
import { readAppListing } from "./app-listing.ts";
import { bundleBrowserScripts } from "./bundle-browser-scripts.ts";
import { mintIdToken } from "./mint-id-token.ts";
import { proxyApp, type AppTarget } from "./proxy-app.ts";
import { connectSandbox } from "./sandbox-client.ts";

export type StandInOptions = {
  /** Port of the admin; the app's public address has the next one unless stated. 0 takes any free port. */
  adminPort: number;
  appPort: number;
  /** The app's own process. */
  appTarget: AppTarget;
  /** The sandbox's process, such as `http://127.0.0.1:4102`. */
  sandboxUrl: string;
  apiKey: string;
  secret: string;
  /** shopify.app.toml */
  appConfiguration: string;
  /** The extensions' folder in the project, that of their bundles, and the app's address as the bundles carry it. */
  extensionSources: string;
  extensionBundles: string;
  publicAppUrl: string;
  clock: () => Date;
};

export type StandIn = {
  /** The one address that a person opens. */
  adminUrl: string;
  /** Where the browser finds the app. */
  appUrl: string;
  /** The next id tokens are handed out already expired, as happens to a page that slept. */
  expireNextIdTokens(count: number): void;
  close(): Promise<void>;
};

const LATE_BY_MS = 120_000;

/** The stand-in for Shopify's admin: two origins of one machine, like the admin and the app in the real one. */
export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const { apiKey, secret, clock } = options;
  const [scripts, app] = await Promise.all([bundleBrowserScripts(), readAppListing(options.appConfiguration)]);
  const adminServer = await listen(options.adminPort);
  const appServer = await listen(options.appPort).catch(async (error: unknown) => {
    await close(adminServer);
    throw error;
  });
  const adminUrl = urlOf(adminServer);
  const appUrl = urlOf(appServer);
  let expired = 0;
  const context: AdminContext = {
    adminUrl,
    appUrl,
    apiKey,
    secret,
    app,
    scripts,
    clock,
    extensionSources: options.extensionSources,
    extensionBundles: options.extensionBundles,
    publicAppUrl: options.publicAppUrl,
    sandbox: connectSandbox(options.sandboxUrl),
    idToken(shop, userId) {
      const isLate = expired > 0;
      if (isLate) expired -= 1;
      const now = isLate ? new Date(clock().getTime() - LATE_BY_MS) : clock();
      return mintIdToken({ shop, apiKey, secret, now, userId });
    },
  };
  adminServer.on("request", (req, res) => void answerAdminRequest(context, req, res));
  appServer.on("request", proxyApp(options.appTarget, adminUrl) satisfies RequestListener);
  return {
    adminUrl,
    appUrl,
    expireNextIdTokens: (count) => void (expired = count),
    close: async () => void (await Promise.all([close(adminServer), close(appServer)])),
  };
}

function listen(port: number): Promise<Server> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve(server);
    });
  });
}

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server does not listen on a port.");
  return `http://127.0.0.1:${address.port}`;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
