import type { SessionToken } from "./session-token.ts";

/**
 * Requests to the app itself carry the session token. The app's two ways of asking for more, both headers of a 401 of
 * the Shopify library, are followed: once again with a fresh token, or on to another page of the admin.
 */
export function patchFetch(token: SessionToken, leaveTo: (href: string) => void): void {
  const plainFetch = window.fetch.bind(window);
  const withToken = (request: Request, value: string): Promise<Response> => {
    request.headers.set("Authorization", `Bearer ${value}`);
    return plainFetch(request);
  };
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (new URL(request.url).origin !== location.origin) return plainFetch(request);
    const again = request.clone();
    let response = await withToken(request, await token.get());
    if (response.headers.has("X-Shopify-Retry-Invalid-Session-Request")) {
      response = await withToken(again, await token.renew());
    }
    const elsewhere = response.headers.get("X-Shopify-API-Request-Failure-Reauthorize-Url");
    if (!elsewhere) return response;
    leaveTo(elsewhere);
    // The page is about to go. An answer now would make the app show its error page for a moment.
    return new Promise<Response>(() => {});
  };
}
