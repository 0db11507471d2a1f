import type { HeadersFunction } from "@remix-run/node";
import { boundary } from "@shopify/shopify-app-remix/server";
import { log } from "#app/log.server.ts";
import { readShop } from "#app/queries/read-shop.ts";
import { tryPolicy } from "#app/queries/routing/what-if/try-policy.ts";
import { parseTrial } from "#app/routes/app.routing/parse-routing-click.ts";
import { scriptAction } from "#app/session.server.ts";
import { streamLines } from "./stream-lines.ts";
import { periodOf } from "./period-of.ts";

/**
 * A draft of the policy, tried on the orders of some days: how far it is, a line of JSON now and then, and at last what came of
 * it. Who goes away ends it.
 */
export const action = scriptAction("change_settings", async ({ request, shop, click }) => {
  const { currency, timeZone } = await readShop(shop);
  const asked: unknown = await request.json().catch(() => undefined);
  const parsed = parseTrial(asked, currency);
  if (!parsed.ok) return Response.json({ fields: parsed.fields }, { status: 422 });
  const { policy, ...days } = parsed.trial;
  const wish = { ...periodOf(days, timeZone, click.now), draft: { ...policy, version: 0 } };
  const news = tryPolicy(shop, wish, request.signal);
  const failed = (error: unknown) =>
    log.error({ shop, reason: (error as Error).message }, "a policy could not be tried");
  return new Response(streamLines(news, failed), {
    headers: { "Content-Type": "application/x-ndjson; charset=utf-8", "Cache-Control": "no-store" },
  });
});

export const headers: HeadersFunction = (args) => boundary.headers(args);
