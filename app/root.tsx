import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from "@remix-run/react";
import type { MetaFunction } from "@remix-run/node";
import type { ReactNode } from "react";
import type { loader as appLoader } from "./routes/app.tsx";
import { PlainError } from "./ui/plain-error.tsx";

// A browser that blocks third-party storage throws when an embedded page reads window.sessionStorage, and Remix reads it
// unguarded (scroll restoration, lazy route discovery): client navigation would end in the error page. This one forgets.
const storageGuard = `try{window.sessionStorage}catch{const m=new Map();Object.defineProperty(window,"sessionStorage",{value:{getItem:k=>m.get(k)??null,setItem:(k,v)=>void m.set(k,String(v)),removeItem:k=>void m.delete(k),clear:()=>m.clear()}})}`;

const shopifyAppBridge = "https://cdn.shopify.com/shopifycloud/app-bridge.js";
const shopifyFont = "https://cdn.shopify.com/static/fonts/inter/v4/styles.css";

/** The document around every page. Embedded pages load App Bridge first thing in the head, as Built for Shopify asks. */
export function Layout({ children }: { children: ReactNode }) {
  const embedded = useRouteLoaderData<typeof appLoader>("routes/app");
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        {/* Before any script: a script waits for the styles above it, so nothing is ever laid out without them. */}
        <Links />
        {embedded && <script src={embedded.appBridgeUrl ?? shopifyAppBridge} data-api-key={embedded.apiKey} />}
        <script dangerouslySetInnerHTML={{ __html: storageGuard }} />
        {/* Where App Bridge is not Shopify's own, this machine may be offline: the system's font stands in. */}
        {embedded && !embedded.appBridgeUrl && <link rel="stylesheet" href={shopifyFont} />}
      </head>
      <body>
        {children}
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

export const meta: MetaFunction = () => [{ title: "Switchyard" }];

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary() {
  return <PlainError />;
}
