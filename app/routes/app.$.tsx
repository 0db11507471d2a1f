import { data, type HeadersFunction } from "@remix-run/node";
import { boundary } from "@shopify/shopify-app-remix/server";
import { pageLoader } from "#app/session.server.ts";

/** Any other address of the app: said inside the admin, with the way back. */
export const loader = pageLoader("open_app", async () => {
  throw data({ sentence: "Switchyard has no page at this address." }, { status: 404 });
});

export default function NoSuchPage() {
  return null;
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
