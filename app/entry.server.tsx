import { PassThrough } from "node:stream";
import { createReadableStreamFromReadable, type EntryContext } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { log } from "#app/log.server.ts";
import { addDocumentResponseHeaders } from "#app/shopify.server.ts";

/** How long loaders may take to answer what they deferred, in milliseconds. */
export const streamTimeout = 5000;

/** Renders a document; the Shopify library adds who may frame it. */
export default function handleRequest(request: Request, status: number, headers: Headers, context: EntryContext) {
  addDocumentResponseHeaders(request, headers);
  headers.set("Content-Type", "text/html; charset=utf-8");
  const whenReady = isbot(request.headers.get("user-agent") ?? "") ? "onAllReady" : "onShellReady";
  return new Promise<Response>((resolve, reject) => {
    let hasBegun = false;
    const { pipe, abort } = renderToPipeableStream(<RemixServer context={context} url={request.url} />, {
      [whenReady]: () => {
        hasBegun = true;
        const body = new PassThrough();
        resolve(new Response(createReadableStreamFromReadable(body), { headers, status }));
        pipe(body);
      },
      onShellError: reject,
      onError: (error) => {
        // Before the shell, the rejection above says it; after it the status has gone out already.
        if (hasBegun)
          log.error(
            { reason: error instanceof Error ? error.message : String(error) },
            "a page broke while it was rendered",
          );
      },
    });
    // Later than the loaders' own limit, so that their rejections are still written.
    setTimeout(abort, streamTimeout + 1000).unref();
  });
}

/** Errors of loaders and actions that are no answers: the person sees a sentence, the log has the reason. */
export function handleError(error: unknown, { request }: { request: Request }) {
  // An answer such as 404 is meant for the person, not for the log.
  if (request.signal.aborted || isRouteErrorResponse(error)) return;
  const reason = error instanceof Error ? error.message : String(error);
  log.error({ reason, path: new URL(request.url).pathname }, "a page failed");
}
