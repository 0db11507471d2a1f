import { handleAdminRequest } from "#tests/sandbox/handle-request.ts";
import type { World } from "#tests/sandbox/state.ts";

/** How long a call to the Admin API takes, more or less as from a data centre nearby. */
const THERE_MS = 20;
const BACK_MS = 20;

/**
 * A `fetch` that asks the sandbox of this process. Each call takes its time on the way there and back, during which
 * webhooks come in and buyers buy; what goes wrong is what the world's faults say.
 */
export function fetchFrom(world: World, wait: (ms: number) => Promise<unknown>): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const body = await request.text();
    await wait(THERE_MS);
    const answer = await handleAdminRequest(world, {
      method: request.method,
      path: url.pathname + url.search,
      shopDomain: url.hostname,
      headers: Object.fromEntries(request.headers),
      body,
    });
    await wait(BACK_MS + (answer.delayMs ?? 0));
    if (answer.trouble) throw new TypeError("fetch failed", { cause: { code: "ECONNRESET" } });
    return new Response(answer.body, { status: answer.status, headers: answer.headers });
  };
}
