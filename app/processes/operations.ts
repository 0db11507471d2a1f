import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { log } from "#app/log.server.ts";
import { createMetrics, type Metrics } from "./metrics/metrics.ts";
import { answerLiveness, answerReadiness, createReadiness, type Readiness } from "./readiness.ts";

/** What the people who run the app see of a process: its metrics, and whether it is ready. */
export type Operations = { metrics: Metrics; readiness: Readiness };

export function createOperations(): Operations {
  return { metrics: createMetrics(), readiness: createReadiness() };
}

/**
 * Tells /metrics, /readyz and /healthz on an address of their own: a worker has no other, and figures of the business
 * are not for whoever reaches the web's.
 */
export async function serveOperations(operations: Operations, port: number, host: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url?.split("?")[0];
    if (path === "/metrics") return void answerMetrics(operations.metrics, response);
    if (path === "/readyz") return void answerReadiness(operations.readiness, response);
    if (path === "/healthz") return answerLiveness(response);
    response.writeHead(404).end();
  });
  await new Promise<void>((listening, failed) => {
    server.once("error", failed);
    server.listen(port, host, listening);
  });
  log.info({ metricsPort: (server.address() as AddressInfo).port }, "metrics are told");
  return server;
}

async function answerMetrics({ registry }: Metrics, response: ServerResponse): Promise<void> {
  try {
    const text = await registry.metrics();
    response.writeHead(200, { "content-type": registry.contentType }).end(text);
  } catch (error) {
    // Most likely the database is away; readiness says so, and the gap in the curve is the truth.
    log.warn({ reason: (error as Error).message }, "the metrics could not be gathered");
    response.writeHead(503).end();
  }
}
