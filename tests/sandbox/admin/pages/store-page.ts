import type { AppListing } from "#tests/sandbox/admin/app-listing.ts";
import type { ShopSummary } from "#tests/sandbox/admin/sandbox-client.ts";
import type { Html } from "./html.ts";

export type StoreSection = "home" | "orders" | "products" | "customers" | "settings";

/** A page of the admin itself, beside the app's. */
export type StorePage = { title: string; section: StoreSection | undefined; body: Html };

/** Where such a page is shown. Paths are those of the admin, `/store/...`. */
export type Place = { app: AppListing; shop: ShopSummary; storePath: string; appPath: string };
