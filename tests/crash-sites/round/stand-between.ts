import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** An answer that the platform gives instead of carrying a call out. */
export type Refusal = {
  /** A word of the document or its variables. */
  word: string;
  shopDomain: string;
  /** How many more calls it strikes. */
  remaining: number;
  status: number;
  body: unknown;
};

export type Between = { url: string; refusals: Refusal[]; close(): Promise<void> };

/**
 * Stands between the app and the sandbox and gives answers that the sandbox has no reason to give: a refused bulk query, a
 * search that is too long. Everything else it passes on.
 */
export async function standBetween(sandboxUrl: string): Promise<Between> {
  const refusals: Refusal[] = [];
  const server = createServer((request, response) => void pass(sandboxUrl, refusals, request, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refusals,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

async function pass(sandboxUrl: string, refusals: Refusal[], request: IncomingMessage, response: ServerResponse) {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const shop = String(request.headers["x-sandbox-shop"]);
    const refusal = refusals.find((each) => each.shopDomain === shop && each.remaining > 0 && body.includes(each.word));
    if (refusal) {
      refusal.remaining -= 1;
      const headers = { "content-type": "application/json" };
      return void response.writeHead(refusal.status, headers).end(JSON.stringify(refusal.body));
    }
    const { host: _host, connection: _connection, "content-length": _length, ...headers } = request.headers;
    const answer = await fetch(`${sandboxUrl}${request.url}`, {
      method: request.method ?? "GET",
      headers: headers as Record<string, string>,
      redirect: "manual",
      ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
    });
    const {
      "content-encoding": _encoding,
      "transfer-encoding": _transfer,
      ...answered
    } = Object.fromEntries(answer.headers);
    response.writeHead(answer.status, answered).end(Buffer.from(await answer.arrayBuffer()));
  } catch {
    // The sandbox cut the connection, or the app did by dying.
    response.destroy();
  }
}
