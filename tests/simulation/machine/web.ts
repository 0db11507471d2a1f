import { Readable } from "node:stream";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pino } from "pino";
import { databaseOver } from "#app/db/connect-database.ts";
import { createInboxWriter } from "#app/db/inbox-writer.ts";
import { createShopMap } from "#app/db/shops/shop-map.ts";
import { takeWebhook, type WebhookIntake } from "#app/processes/take-webhook.ts";
import { createRandom, nextInteger } from "#tests/sandbox/state/random.ts";
import { answerWithinMs, type Answer, type Transport } from "#tests/sandbox/webhooks/delivery.ts";
import type { DatabasePort } from "./database-port.ts";
import type { JobQueue } from "./job-queue.ts";
import type { SimulatedProcess } from "./simulated-process.ts";
import type { SimulatedTime } from "./simulated-time.ts";
import { insertThrough } from "./worker.ts";

export type WebParts = {
  process: SimulatedProcess;
  port: DatabasePort;
  time: SimulatedTime;
  queue: JobQueue;
  secret: string;
  seed: number;
};

export type Web = {
  /** How webhooks reach it. */
  transport: Transport;
};

const RESTARTED_AFTER_MS = 1_500;
const ON_THE_WAY_MS = [1, 80] as const;

/** The web process as far as webhooks and clicks need it: the real intake, without a socket. Starts itself again. */
export function startWeb(parts: WebParts): Web {
  const { process, time, seed } = parts;
  const random = createRandom(seed);
  let intake = intakeOf(parts);
  process.onCrash(() => {
    time.after(RESTARTED_AFTER_MS, () => {
      process.start();
      intake = intakeOf(parts);
    });
  });
  return {
    transport: (request) =>
      new Promise((resolve, reject) => {
        const giveUp = time.after(answerWithinMs, () => reject(new Error("no answer within five seconds")));
        const takesMs = nextInteger(random, ON_THE_WAY_MS[0] * 1_000, ON_THE_WAY_MS[1] * 1_000) / 1_000;
        time.after(takesMs, () => {
          if (!process.isUp()) return;
          const answer = (status: Answer) => {
            giveUp();
            resolve(status);
          };
          void takeWebhook(intake, incoming(request), outgoing(process, answer));
        });
      }),
  };
}

function intakeOf({ process, port, queue, secret }: WebParts): WebhookIntake {
  const database = databaseOver(port.pools);
  const clock = () => process.clock();
  return {
    inbox: createInboxWriter(database.ingest, (shops) => {
      void insertThrough(
        process,
        queue,
        "bell",
        shops.map((shop) => ({ shop })),
      );
    }),
    shops: createShopMap(database.ingest, clock),
    secrets: [secret],
    clock,
    log: pino({ level: "silent" }),
  };
}

function incoming({ headers, body }: Parameters<Transport>[0]): IncomingMessage {
  const lowerCase = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return Object.assign(Readable.from([body]), { headers: lowerCase }) as unknown as IncomingMessage;
}

function outgoing(process: SimulatedProcess, answer: (status: number) => void): ServerResponse {
  const isAlive = process.lifetime();
  const response = {
    setHeader: () => response,
    writeHead: (status: number) => ({
      end: () => {
        if (isAlive()) answer(status);
      },
    }),
  };
  return response as unknown as ServerResponse;
}
