import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { handleAdminRequest, type AdminResponse } from "#tests/sandbox/handle-request.ts";
import type { World } from "#tests/sandbox/state.ts";

export type ServedSandbox = { url: string; close(): Promise<void> };

/**
 * Answers the Admin API of a world that lives in this process, for processes that were started with the sandbox's preload
 * (which names the shop in a header). What goes wrong is what the world's faults say.
 */
export async function serveSandbox(world: World): Promise<ServedSandbox> {
  const server = createServer((request, response) => void answer(world, request, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

async function answer(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const header = (name: string) => String(request.headers[name] ?? "");
  const answered = await handleAdminRequest(world, {
    method: request.method ?? "GET",
    path: request.url ?? "/",
    shopDomain: header("x-sandbox-shop"),
    headers: Object.fromEntries(Object.keys(request.headers).map((name) => [name, header(name)])),
    body: Buffer.concat(chunks).toString("utf8"),
  });
  await send(response, answered);
}

async function send(
  response: ServerResponse,
  { status, headers, body, trouble, delayMs }: AdminResponse,
): Promise<void> {
  if (delayMs) await sleep(delayMs);
  if (trouble === "reset") return void response.destroy();
  // Never answered: the caller's own limit ends it.
  if (trouble === "time-out") return;
  response.writeHead(status, headers).end(body);
}
