import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

export default defineConfig({
  plugins: [
    remix({
      // A build is made aside and then put in place (tests/support/sources/refresh-build.ts).
      buildDirectory: process.env["BUILD_FOLDER"] ?? "build",
      ignoredRouteFiles: ["**/.*"],
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_lazyRouteDiscovery: true,
        v3_singleFetch: true,
        v3_routeConfig: true,
      },
    }),
  ],
  server: {
    // In development the app is reached through a tunnel whose name changes with each start.
    allowedHosts: true,
    fs: { allow: ["app", "node_modules"] },
  },
  build: {
    // A data: address in place of a file would be refused by the admin's content security policy.
    assetsInlineLimit: 0,
  },
  optimizeDeps: {
    // Found late, these would be optimised anew in the middle of the first page and React would be there twice.
    include: [
      "@remix-run/react",
      "@shopify/app-bridge-react",
      "@shopify/polaris",
      "@shopify/polaris-icons",
      "@shopify/shopify-app-remix/react",
      "@shopify/shopify-app-remix/server",
      "react",
      "react-dom/client",
      "react/jsx-runtime",
      "react/jsx-dev-runtime",
    ],
  },
});
