import type { HeadersFunction, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { env } from "#app/env.server.ts";
import { readShop } from "#app/queries/read-shop.ts";
import { signedIn } from "#app/session.server.ts";
import { AppNavigation } from "#app/ui/app-navigation.tsx";
import { EmbeddedError } from "#app/ui/embedded-error.tsx";
import { LoadingPage } from "#app/ui/loading-page.tsx";
import { ShopProvider } from "#app/ui/shop-context.tsx";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: polarisStyles }];

export const meta: MetaFunction = () => [{ title: "Switchyard" }];

export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const { shop } = await signedIn(request, context);
  return {
    apiKey: env().SHOPIFY_API_KEY,
    appBridgeUrl: env().APP_BRIDGE_URL,
    shop: await readShop(shop),
    now: context.clock().toISOString(),
  };
};

export default function AppLayout() {
  const { apiKey, shop, now } = useLoaderData<typeof loader>();
  return (
    // The document's head loads App Bridge already: here it would be there twice.
    <AppProvider isEmbeddedApp={false} apiKey={apiKey}>
      <ShopProvider shop={shop} now={now}>
        <AppNavigation />
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
