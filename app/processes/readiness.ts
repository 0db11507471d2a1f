import type { ServerResponse } from "node:http";

/** Looks whether one thing that this process needs is there: null, or why not in a sentence that anybody may read. */
export type Check = () => Promise<string | null>;

export type Readiness = {
  add(check: Check): void;
  /** From now on the process is not ready: it ends. */
  beginStop(): void;
  /** Why this process should get no work now, a sentence each; empty when it is ready. */
  ask(): Promise<string[]>;
};

/** A database that does not answer within this time is not there, whatever TCP says. */
const PATIENCE_MS = 2_000;

/** Whether this process can do its work. Asked many times at once it looks once. */
export function createReadiness(): Readiness {
  const checks: Check[] = [];
  let isStopping = false;
  let asked: Promise<string[]> | undefined;
  const look = async () => {
    const reasons = await Promise.all(checks.map(withinPatience));
    return reasons.filter((reason) => reason !== null);
  };
  return {
    add: (check) => void checks.push(check),
    beginStop: () => void (isStopping = true),
    async ask() {
      if (isStopping) return ["The process is shutting down."];
      asked ??= look().finally(() => (asked = undefined));
      return asked;
    },
  };
}

async function withinPatience(check: Check): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<string>((done) => {
    timer = setTimeout(done, PATIENCE_MS, `A check took longer than ${PATIENCE_MS / 1000} s.`);
  });
  try {
    return await Promise.race([check(), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

/** Answers /readyz: 200, or 503 with the reasons, a line each. */
export async function answerReadiness(readiness: Readiness, response: ServerResponse): Promise<void> {
  const reasons = await readiness.ask();
  const status = reasons.length === 0 ? 200 : 503;
  const text = reasons.length === 0 ? "ready" : reasons.join("\n");
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" }).end(text);
}

/** Answers /healthz: the event loop turns. It asks nothing of the database, whose absence no restart would mend. */
export function answerLiveness(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" }).end("ok");
}
