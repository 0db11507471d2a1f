import type { HeadersFunction } from "@remix-run/node";
import { boundary } from "@shopify/shopify-app-remix/server";
import { readRateFileOf } from "#app/queries/routing/shipping-costs/read-rate-file.ts";
import { answerPlainly, fileLoader } from "#app/session.server.ts";

/** A version of the rate cards as a CSV file, or the template. Fetched with the session token, as documents are. */
export const loader = fileLoader("see_settings", async ({ params, shop }) => {
  const text = await readRateFileOf(shop, params.name ?? "");
  if (text === undefined) return answerPlainly("There is no such version of the rates.", 404);
  return new Response(text, {
    headers: { "Content-Type": "text/csv; charset=utf-8", "Cache-Control": "private, no-store" },
  });
});

export const headers: HeadersFunction = (args) => boundary.headers(args);
