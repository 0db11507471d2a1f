import type { HeadersFunction } from "@remix-run/node";
import { boundary } from "@shopify/shopify-app-remix/server";
import { isRowId } from "#app/contracts/row-id.ts";
import { readCertificate } from "#app/queries/in-sight/read-certificate.ts";
import { answerPlainly, fileLoader } from "#app/session.server.ts";

/** Why an order's route is as it is. Asked for when somebody unfolds it: it is computed then, which takes a moment. */
export const loader = fileLoader("see_routing", async ({ params, shop, by }) => {
  const orderId = params.orderId ?? "";
  const shown = isRowId(orderId) ? await readCertificate(shop, by, orderId) : undefined;
  if (!shown) return answerPlainly("This order is not here, or nothing is decided about it yet.", 404);
  return Response.json(shown, { headers: { "Cache-Control": "no-store" } });
});

/** A decision does not change: only another one is computed anew. */
export function shouldRevalidate(): boolean {
  return false;
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
