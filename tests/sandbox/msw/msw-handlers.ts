import { setTimeout as sleep } from "node:timers/promises";
import { HttpResponse } from "msw";
import { http, type HttpHandler } from "msw/http";
import { handleAdminRequest, type AdminResponse } from "#tests/sandbox/handle-request.ts";
import type { World } from "#tests/sandbox/state.ts";

export type HandlerOptions = {
  /** How a slow answer waits; real time unless a simulation says otherwise. */
  wait?: (delayMs: number) => Promise<unknown>;
};

/** msw handlers that answer for every `https://*.myshopify.com/admin/...` from the world. */
export function sandboxHandlers(world: World, { wait = sleep }: HandlerOptions = {}): HttpHandler[] {
  return [
    http.all("https://*.myshopify.com/admin/*", async ({ request }) => {
      const url = new URL(request.url);
      const response = await handleAdminRequest(world, {
        method: request.method,
        path: url.pathname + url.search,
        shopDomain: url.hostname,
        headers: Object.fromEntries(request.headers),
        body: await request.text(),
      });
      return deliver(response, wait);
    }),
  ];
}

/** A connection that times out or is cut looks to a caller like a failed fetch. */
async function deliver(response: AdminResponse, wait: (delayMs: number) => Promise<unknown>): Promise<Response> {
  if (response.delayMs) await wait(response.delayMs);
  if (response.trouble) return HttpResponse.error();
  const { status, headers, body } = response;
  return new HttpResponse(body, { status, headers });
}
