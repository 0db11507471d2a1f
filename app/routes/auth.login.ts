import { redirect } from "@remix-run/node";

/**
 * The library sends a browser here that names no shop. Shopify forbids asking for a shop's address by hand (App Store
 * requirement 2.3.1), so it is told where the app is opened instead.
 */
export const loader = () => redirect("/");
