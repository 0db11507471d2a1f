import type { HeadersFunction, LinksFunction, MetaFunction } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { env } from "#app/env.server.ts";
import { readShop } from "#app/queries/read-shop.ts";
import { pageLoader } from "#app/session.server.ts";
import { AppNavigation } from "#app/ui/app-navigation.tsx";
import { EmbeddedError } from "#app/ui/embedded-error.tsx";
import { LoadingPage } from "#app/ui/loading-page.tsx";
import { ShopProvider } from "#app/ui/shop-context.tsx";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: polarisStyles }];

export const meta: MetaFunction = () => [{ title: "Switchyard" }];

export const loader = pageLoader("open_app", async ({ context, shop, by }) => {
  return {
    apiKey: env().SHOPIFY_API_KEY,
    appBridgeUrl: env().APP_BRIDGE_URL,
    shop: await readShop(shop),
    person: { name: by.name, role: by.role },
    now: context.clock().toISOString(),
  };
});

export default function AppLayout() {
  const { apiKey, shop, person, now } = useLoaderData<typeof loader>();
  return (
    // The document's head loads App Bridge already: here it would be there twice.
    <AppProvider isEmbeddedApp={false} apiKey={apiKey}>
      <ShopProvider shop={shop} person={person} now={now}>
        <AppNavigation role={person.role} />
        <main>
          <LoadingPage>
            <Outlet />
          </LoadingPage>
        </main>
      </ShopProvider>
    </AppProvider>
  );
}

export function ErrorBoundary() {
  return <EmbeddedError />;
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
