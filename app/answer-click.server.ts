import type { AppLoadContext } from "@remix-run/node";
import type { ClickOutcome } from "./commands/click.ts";
import { waitForMessages } from "./queries/wait-for-messages.ts";
import type { ClickAnswer } from "./ui/click-answer.ts";

/**
 * Ends a click whose outcome is decided by the next batch: wakes the worker, waits up to two seconds, and says what
 * came of it in words.
 *
 * @param said what the toast says once it is done: "Passed 2 problems".
 */
export async function answerClick(
  shop: string,
  { ring }: AppLoadContext,
  outcome: ClickOutcome,
  said: string,
): Promise<ClickAnswer> {
  if ("refused" in outcome) return { problem: outcome.refused };
  if (outcome.messageIds.length === 0) return { said };
  await ring(shop);
  const fate = await waitForMessages(shop, outcome.messageIds);
  if (fate.state === "waiting") return { said, waiting: { ahead: fate.ahead } };
  if (fate.failures.length > 0) return { problem: [...new Set(fate.failures)].join(" ") };
  return { said };
}
