import { setTimeout as sleep } from "node:timers/promises";
import type { Transport } from "#tests/sandbox/webhooks/delivery.ts";
import { postOverHttp } from "#tests/sandbox/webhooks/post-over-http.ts";

export type LoadBalancer = {
  /** Ports of the web processes behind it, ready or not. */
  ports: Set<number>;
  /** Sends each webhook to the next process that said it was ready when it was asked last. */
  transport: Transport;
  /** Resolves when as many processes are ready. */
  untilReady(count: number): Promise<void>;
  stop(): Promise<void>;
};

const ASK_EVERY_MS = 50;

/** What stands in front of several web processes in production: it asks each whether it is ready, and deals in turn. */
export function createLoadBalancer(): LoadBalancer {
  const ports = new Set<number>();
  let ready: number[] = [];
  let turn = 0;
  let isStopped = false;
  const asking = (async () => {
    while (!isStopped) {
      const answers = await Promise.all([...ports].map(async (port) => ((await isReady(port)) ? port : undefined)));
      ready = answers.filter((port) => port !== undefined);
      await sleep(ASK_EVERY_MS);
    }
  })();
  return {
    ports,
    transport: async (request) => {
      while (ready.length === 0 && !isStopped) await sleep(ASK_EVERY_MS);
      const url = new URL(request.url);
      turn += 1;
      url.port = String(ready[turn % ready.length] ?? 1);
      return postOverHttp({ ...request, url: url.href });
    },
    async untilReady(count) {
      while (ready.length < count) await sleep(ASK_EVERY_MS);
    },
    async stop() {
      isStopped = true;
      await asking;
    },
  };
}

async function isReady(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.status === 200;
}
