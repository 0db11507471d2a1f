/**
 * `node --import tests/sandbox/preload.ts`: every call to a shop's own address goes to the sandbox's process instead, with the
 * shop in a header. It has to run before the Shopify library loads, because that takes hold of `fetch` at import; the app
 * itself knows nothing of it. The sandbox's address is in SANDBOX_URL.
 */
const sandbox = process.env.SANDBOX_URL;
if (!sandbox) throw new Error("SANDBOX_URL must say where the sandbox listens, as in http://127.0.0.1:4200.");

const realFetch = globalThis.fetch;

globalThis.fetch = async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  if (!url.hostname.endsWith(".myshopify.com")) return realFetch(input, init);
  const request = new Request(input, init);
  const headers = new Headers(request.headers);
  headers.set("x-sandbox-shop", url.hostname);
  const body = request.body === null ? {} : { body: await request.arrayBuffer() };
  const { method, signal } = request;
  return realFetch(new URL(url.pathname + url.search, sandbox), {
    method,
    headers,
    signal,
    redirect: "manual",
    ...body,
  });
};

export {};
