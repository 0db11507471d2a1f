import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { handleAdminRequest, type AdminRequest, type AdminResponse } from "#tests/sandbox/handle-request.ts";
import { answerPanelRequest } from "./panel-api/answer-panel-request.ts";
import type { PanelContext } from "./panel-api/panel-context.ts";

/**
 * Node closes a connection that was idle for 5 s. After a long piece of work, a history of 5,000 orders, it would close
 * connections on which callers were just sending.
 */
const KEEP_ALIVE_MS = 65_000;

/** Larger than any bulk query's variables; a caller that runs wild must not fill the memory. */
const mostBytes = 20_000_000;

/**
 * The sandbox over HTTP: what bears a shop in the header `x-sandbox-shop` is a call of the app to that shop's admin, the rest is
 * the panel's. `onChange` hears after each request that may have changed the world.
 */
export function serveSandbox(context: PanelContext, onChange: () => void): Server {
  const server = createServer((request, response) => {
    answer(context, request, response)
      .catch((error: unknown) =>
        sendJson(response, 500, { error: error instanceof Error ? error.message : String(error) }),
      )
      .finally(onChange);
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
}

async function answer(context: PanelContext, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://sandbox");
  const shopDomain = request.headers["x-sandbox-shop"];
  if (typeof shopDomain === "string") {
    const call = await readCall(request, shopDomain, url.pathname + url.search);
    return sendAdminResponse(response, await handleAdminRequest(context.world, call));
  }
  if (url.pathname === "/healthz") return sendJson(response, 200, { status: "ok" });
  if (!url.pathname.startsWith("/panel/")) return sendJson(response, 404, { error: "The sandbox has no such page." });
  const text = await readBody(request);
  const { status, body } = answerPanelRequest(context, {
    method: request.method ?? "GET",
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    body: parse(text),
  });
  sendJson(response, status, body);
}

async function readCall(request: IncomingMessage, shopDomain: string, path: string): Promise<AdminRequest> {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
  );
  return { method: request.method ?? "GET", path, shopDomain, headers, body: await readBody(request) };
}

async function sendAdminResponse(
  response: ServerResponse,
  { status, headers, body, trouble, delayMs }: AdminResponse,
): Promise<void> {
  if (delayMs) await sleep(delayMs);
  if (trouble === "time-out") return;
  response.writeHead(status, headers);
  if (trouble === "reset") {
    response.write(body.slice(0, Math.floor(body.length / 2)), () => response.destroy());
    return;
  }
  response.end(body);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** A body that is no JSON is handed on as nothing: the panel's schemas say what is missing. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text || "{}");
  } catch {
    return undefined;
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) throw new Error(`A request to the sandbox has at most ${mostBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
