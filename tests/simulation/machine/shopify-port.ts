import { handleAdminRequest, type AdminResponse } from "#tests/sandbox/handle-request.ts";
import type { World } from "#tests/sandbox/state.ts";
import type { SimulatedProcess } from "./simulated-process.ts";

/** The app gives up a call after this long (app/shopify/admin-client.ts); the platform may have carried it out. */
const GIVEN_UP_AFTER_MS = 10_000;

/**
 * A `fetch` of a simulated process: the call is carried out when it arrives, and its answer comes back later, in part,
 * or never. Between the two the process may die: Shopify has acted and nobody here knows.
 */
export function openShopifyPort(world: World, process: SimulatedProcess): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const task = process.task();
    task?.waits();
    const body = typeof init?.body === "string" ? init.body : "";
    const [, kind, name] = /(query|mutation)\s+(\w+)/.exec(body) ?? [];
    const label = name ?? url.pathname;
    const isMutation = kind === "mutation";
    return new Promise<Response>((resolve, reject) => {
      process.at(isMutation ? "mutation" : "fetch", label, (mischief) => {
        if (mischief?.kind === "crash after") {
          void handleAdminRequest(world, requestOf(request, url, body)).then(() => process.crash());
          return;
        }
        void handleAdminRequest(world, requestOf(request, url, body)).then((answer) => {
          const comeBack = () =>
            process.at(isMutation ? "mutation answer" : "answer", label, (befalls) => {
              if (befalls) {
                process.crash();
                return;
              }
              task?.goesOn();
              settle(answer, resolve, reject);
            });
          const delayMs = answer.trouble === "time-out" ? GIVEN_UP_AFTER_MS : (answer.delayMs ?? 0);
          if (delayMs === 0) comeBack();
          else void process.wait(Math.min(delayMs, GIVEN_UP_AFTER_MS)).then(comeBack);
        });
      });
    });
  };
}

function requestOf(request: Request, url: URL, body: string) {
  return {
    method: request.method,
    path: url.pathname + url.search,
    shopDomain: url.hostname,
    headers: Object.fromEntries(request.headers),
    body,
  };
}

function settle(answer: AdminResponse, resolve: (response: Response) => void, reject: (error: Error) => void): void {
  const isGivenUp = answer.trouble === "time-out" || (answer.delayMs ?? 0) >= GIVEN_UP_AFTER_MS;
  if (isGivenUp) reject(new DOMException("The operation was aborted due to timeout", "TimeoutError"));
  else if (answer.trouble) reject(new TypeError("fetch failed", { cause: { code: "ECONNRESET" } }));
  else resolve(new Response(answer.body, { status: answer.status, headers: answer.headers }));
}
