import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createRequestHandler, writeReadableStreamToWritable, type ServerBuild } from "@remix-run/node";
import type { Services } from "#app/load-context.ts";
import { readBody } from "./read-body.ts";
import { sayPlainly } from "./say-plainly.ts";

export type RemixRunner = {
  run(request: IncomingMessage, response: ServerResponse): Promise<void>;
  close(): Promise<void>;
};

// A click on all 250 orders that a list can show names them in 8 KB; settings with every check and address take less.
const MOST_BYTES = 256 * 1024;

/**
 * The pages: the production build, or in development Vite as middleware of the same server, so that what is tried is
 * what is shipped.
 */
export async function createRemixRunner(
  server: Server,
  isDevelopment: boolean,
  origin: URL,
  services: Services,
): Promise<RemixRunner> {
  const vite = isDevelopment
    ? await (
        await import("vite")
      ).createServer({ server: { middlewareMode: true, hmr: { server } }, appType: "custom" })
    : undefined;
  const build = vite
    ? () => vite.ssrLoadModule("virtual:remix/server-build") as Promise<ServerBuild>
    : ((await import(new URL("../../build/server/index.js", import.meta.url).href)) as ServerBuild);
  const handler = createRequestHandler(build, isDevelopment ? "development" : "production");

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const gone = new AbortController();
    response.on("close", () => {
      if (!response.writableFinished) gone.abort();
    });
    const asked = await webRequest(request, origin, gone.signal);
    if ("refusal" in asked) {
      response.writeHead(asked.status, { "content-type": "text/plain; charset=utf-8" }).end(asked.refusal);
      return;
    }
    const result = sayPlainly(await handler(asked, services));
    response.statusCode = result.status;
    for (const [name, value] of result.headers) response.appendHeader(name, value);
    if (result.body) await writeReadableStreamToWritable(result.body, response);
    else response.end();
  };

  return {
    run: (request, response) =>
      vite
        ? new Promise((done, failed) =>
            vite.middlewares(request, response, () => void answer(request, response).then(done, failed)),
          )
        : answer(request, response),
    close: async () => {
      await vite?.close();
    },
  };
}

/**
 * Whether a page of another site sends this. Remix refuses it too, as an error of ours; extensions have origins of their own and
 * prove themselves by their token alone.
 */
function isForeign({ url = "", headers }: IncomingMessage): boolean {
  const { origin, host } = headers;
  const path = url.split("?")[0]!;
  if (origin === undefined || (path.startsWith("/api/") && !path.endsWith(".data"))) return false;
  const forwarded = String(headers["x-forwarded-host"] ?? "")
    .split(",")[0]!
    .trim();
  return !URL.canParse(origin) || new URL(origin).host !== (forwarded || host);
}

/** What our pages and extensions post; any other form of body would only have to be taken apart to be refused. */
const READABLE = new Set(["application/json", "application/x-www-form-urlencoded"]);

function isReadable(type = ""): boolean {
  return READABLE.has(type.split(";")[0]!.trim().toLowerCase());
}

type Refusal = { status: number; refusal: string };

/** What browsers and extensions send; Request knows of others that it refuses to be made for. */
const METHODS = new Set(["GET", "HEAD", "OPTIONS", "POST"]);

/**
 * The request in the form that Remix takes, its body read whole: a page's posts are small, and one that is too large or that
 * never ends must not come as far as an action.
 */
async function webRequest(request: IncomingMessage, origin: URL, signal: AbortSignal): Promise<Request | Refusal> {
  const method = request.method ?? "GET";
  if (!METHODS.has(method)) return { status: 405, refusal: "This method is not known here." };
  const path = request.url ?? "/";
  if (method === "POST" && isForeign(request)) return { status: 403, refusal: "This post comes from another site." };
  if (method === "POST" && !isReadable(request.headers["content-type"]))
    return { status: 415, refusal: "A post is a plain form or JSON." };
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  const body = method === "POST" ? await readBody(request, MOST_BYTES) : undefined;
  if (body === "too large") return { status: 413, refusal: `A post has at most ${MOST_BYTES} bytes.` };
  if (body === "cut off") return { status: 400, refusal: "The body did not arrive whole." };
  return new Request(new URL(path, origin), {
    method,
    headers,
    signal,
    ...(body ? { body: new Uint8Array(body) } : {}),
  });
}
