import type { IncomingMessage, Server, ServerResponse } from "node:http";
import {
  createReadableStreamFromReadable,
  createRequestHandler,
  writeReadableStreamToWritable,
  type ServerBuild,
} from "@remix-run/node";
import type { Services } from "#app/load-context.ts";

export type RemixRunner = {
  run(request: IncomingMessage, response: ServerResponse): Promise<void>;
  close(): Promise<void>;
};

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
    const result = await handler(webRequest(request, origin, gone.signal), services);
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

function webRequest(request: IncomingMessage, origin: URL, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  const hasBody = request.method !== "GET" && request.method !== "HEAD";
  const body = hasBody ? { body: createReadableStreamFromReadable(request), duplex: "half" as const } : {};
  return new Request(new URL(request.url ?? "/", origin), {
    method: request.method ?? "GET",
    headers,
    signal,
    ...body,
  });
}
