import type { AdminCall, AdminClient } from "#app/shopify/admin-client.ts";
import { AnswerLost, CallRefused, NotSent, ShopSilent, Throttled, TokenRefused } from "#app/shopify/admin-errors.ts";
import type { Metrics } from "./metrics.ts";

/** The same client, which counts and times its calls. */
export function withMeasure(client: AdminClient, metrics: Metrics): AdminClient {
  return {
    async call(domain: string, call: AdminCall) {
      const operation = operationOf(call);
      const end = metrics.adminCall.startTimer();
      try {
        const data = await client.call(domain, call);
        metrics.adminCalls.inc({ operation, answer: "answered" });
        return data;
      } catch (error) {
        metrics.adminCalls.inc({ operation, answer: answerOf(error) });
        throw error;
      } finally {
        end();
      }
    },
  };
}

/** Our documents are constants and each has a name, so this is a label of a few values. */
function operationOf({ document }: AdminCall): string {
  return /\b(?:query|mutation)\s+(\w+)/.exec(document)?.[1] ?? "unnamed";
}

function answerOf(error: unknown): string {
  if (error instanceof Throttled) return "throttled";
  if (error instanceof NotSent) return "not_sent";
  if (error instanceof ShopSilent) return "paused";
  if (error instanceof AnswerLost) return "lost";
  if (error instanceof TokenRefused) return "token_refused";
  return error instanceof CallRefused ? "refused" : "failed";
}
