import { setTimeout as sleep } from "node:timers/promises";
import type { Answer, Transport } from "#tests/sandbox/webhooks/delivery.ts";
import { postOverHttp } from "#tests/sandbox/webhooks/post-over-http.ts";

export type Insistence = {
  transport: Transport;
  /** How often each answer came, acknowledged or not. */
  answers: Map<Answer, number>;
};

/** Shopify waits a minute and more before it tries again; this tries again at once, so that a fall lasts seconds. */
const AGAIN_AFTER_MS = 300;
const MOST_ATTEMPTS = 200;

/** Sends each webhook until it is acknowledged, with the same id and bytes, as the platform does over hours. */
export function insistOver(): Insistence {
  const answers = new Map<Answer, number>();
  return {
    answers,
    async transport(request) {
      for (let attempt = 1; ; attempt += 1) {
        const answer = await postOverHttp(request);
        answers.set(answer, (answers.get(answer) ?? 0) + 1);
        if (answer === 200 || attempt === MOST_ATTEMPTS) return answer;
        await sleep(AGAIN_AFTER_MS);
      }
    },
  };
}
