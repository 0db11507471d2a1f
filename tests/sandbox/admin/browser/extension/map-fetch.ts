import type { FrameData } from "#tests/sandbox/admin/extensions/frame-data.ts";

/**
 * The bundle carries the app's public address; requests to it go to the app on this machine, everything else goes out as written.
 * The frame has no origin of its own, so the browser sends `Origin: null` and every answer passes the rules of CORS.
 *
 * @param adminToken in the admin, where addresses without a host are the app's and requests to the app bear an id token by
 *   themselves (https://shopify.dev/docs/apps/build/admin/actions-blocks#app-authentication).
 */
export function mapFetch({ publicAppUrl, appUrl }: FrameData, adminToken?: () => Promise<string>): void {
  const send = globalThis.fetch.bind(globalThis);
  globalThis.fetch = async (input, init) => {
    const request = new Request(withHost(input, adminToken ? publicAppUrl : undefined), init);
    const target = new URL(request.url);
    if (target.origin !== new URL(publicAppUrl).origin) return send(request);
    if (adminToken && !request.headers.has("authorization")) {
      request.headers.set("authorization", `Bearer ${await adminToken()}`);
    }
    const { method, headers, signal } = request;
    // Whole, because a browser sends a body that is still a stream over HTTP/2 only.
    const body = method === "GET" || method === "HEAD" ? undefined : await request.arrayBuffer();
    return send(new URL(target.pathname + target.search, appUrl), { method, headers, signal, body });
  };
}

function withHost(input: RequestInfo | URL, base: string | undefined): RequestInfo | URL {
  if (input instanceof Request) return input;
  if (base === undefined && !URL.canParse(input)) {
    throw new TypeError(
      `An extension on a shopper's page has no address of its own to complete ${String(input)} with.`,
    );
  }
  return new URL(input, base);
}
