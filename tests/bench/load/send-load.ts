/**
 * A process of its own that sends webhooks over HTTP: `node send-load.ts <plan.json>`; prints one line of JSON. Signing is
 * done beforehand, so that the sending costs as little as it can of the cores it shares with what is measured.
 */
import { createHmac, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { percentile } from "#tests/bench/figure.ts";
import type { LoadPlan, LoadResult } from "./load-plan.ts";

type Signed = { body: Buffer; headers: Record<string, string> };

const plan = JSON.parse(readFileSync(process.argv[2]!, "utf8")) as LoadPlan;
const target = new URL(plan.url);
const agent = new Agent({ keepAlive: true, maxSockets: plan.connections });
const signed = plan.messages.map(sign);
const result = plan.perSecond === null ? await sendAsFastAsItGoes() : await sendAtRate(plan.perSecond);
agent.destroy();
process.stdout.write(`${JSON.stringify(result)}\n`);

function sign({ shopDomain, topic, body }: LoadPlan["messages"][number]): Signed {
  const bytes = Buffer.from(body);
  return {
    body: bytes,
    headers: {
      "content-type": "application/json",
      "content-length": String(bytes.length),
      "x-shopify-hmac-sha256": createHmac("sha256", plan.secret).update(bytes).digest("base64"),
      "x-shopify-topic": topic,
      "x-shopify-shop-domain": shopDomain,
      "x-shopify-api-version": "2026-10",
    },
  };
}

/**
 * Open loop: each message leaves at its time whatever became of those before it, and its latency counts from that time, so
 * that a stall is felt by everybody who would have come meanwhile.
 */
async function sendAtRate(perSecond: number): Promise<LoadResult> {
  const total = Math.round(perSecond * plan.seconds);
  const latenciesMs: number[] = [];
  const underWay: Promise<void>[] = [];
  let failures = 0;
  const begunAt = performance.now();
  for (let index = 0; index < total; index += 1) {
    const dueAt = begunAt + (index * 1000) / perSecond;
    const early = dueAt - performance.now();
    if (early > 0) await sleep(early);
    const sending = send(signed[index % signed.length]!).then((status) => {
      if (status === 200) latenciesMs.push(performance.now() - dueAt);
      else failures += 1;
    });
    underWay.push(sending);
  }
  await Promise.all(underWay);
  return summary(latenciesMs, failures, (performance.now() - begunAt) / 1000);
}

/** Closed loop: every connection sends its next message as soon as the last one was acknowledged. */
async function sendAsFastAsItGoes(): Promise<LoadResult> {
  const latenciesMs: number[] = [];
  let failures = 0;
  let next = 0;
  const begunAt = performance.now();
  const until = begunAt + plan.seconds * 1000;
  const connection = async () => {
    while (performance.now() < until) {
      const sentAt = performance.now();
      const status = await send(signed[next++ % signed.length]!);
      if (status === 200) latenciesMs.push(performance.now() - sentAt);
      else failures += 1;
    }
  };
  await Promise.all(Array.from({ length: plan.connections }, connection));
  return summary(latenciesMs, failures, (performance.now() - begunAt) / 1000);
}

function summary(latenciesMs: number[], failures: number, seconds: number): LoadResult {
  return {
    acknowledged: latenciesMs.length,
    failures,
    perSecond: latenciesMs.length / seconds,
    p50Ms: percentile(latenciesMs, 0.5),
    p99Ms: percentile(latenciesMs, 0.99),
    mostMs: Math.max(...latenciesMs),
  };
}

/** The status of the answer; 0 when there was none. */
function send({ body, headers }: Signed): Promise<number> {
  return new Promise((answered) => {
    const { hostname, port, pathname } = target;
    const sending = request(
      {
        hostname,
        port,
        path: pathname,
        method: "POST",
        agent,
        headers: { ...headers, "x-shopify-webhook-id": randomUUID() },
      },
      (response) => {
        response.resume();
        response.on("end", () => answered(response.statusCode ?? 0));
        response.on("error", () => answered(0));
      },
    );
    sending.on("error", () => answered(0));
    sending.end(body);
  });
}
