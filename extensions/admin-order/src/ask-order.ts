import type { AdminOrder, AdminOrderAnswer, ReleaseAnswer } from "../../../app/contracts/admin-order.ts";

// The admin completes an address without a host with the app's own, and adds a token of the person who looks.
const ADDRESS = "/api/admin-order";

/** What is to be seen of the order; `unknown` when Switchyard has not heard of it. */
export type Sight =
  { state: "loading" } | { state: "unknown" } | { state: "failed" } | { state: "shown"; order: AdminOrder };

/** Asks what Switchyard says of an order. Never rejects. */
export async function askOrder(orderId: string): Promise<Sight> {
  try {
    const response = await fetch(`${ADDRESS}?${new URLSearchParams({ order: orderId }).toString()}`);
    if (!response.ok) return { state: "failed" };
    return sightOf((await response.json()) as AdminOrderAnswer);
  } catch {
    return { state: "failed" };
  }
}

/** What came of the release button: the sentence to show, and the order as it is now, if the app said it. */
export type Released = { said: string | null; problem: string | null; sight: Sight | null };

/**
 * Passes the problems that the person was shown. Never rejects.
 *
 * @param unanswered what to say when the app does not answer: it may have heard all the same.
 */
export async function releaseHold(orderId: string, codes: string[], unanswered: string): Promise<Released> {
  try {
    const response = await fetch(ADDRESS, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ order: orderId, codes }),
    });
    const answer = (await response.json()) as ReleaseAnswer;
    // Refused because the order stands otherwise by now, it is shown as it stands.
    const isToldOrder = response.ok || response.status === 422;
    return { said: answer.said, problem: answer.problem, sight: isToldOrder ? sightOf(answer) : null };
  } catch {
    return { said: null, problem: unanswered, sight: null };
  }
}

function sightOf({ order }: AdminOrderAnswer): Sight {
  return order ? { state: "shown", order } : { state: "unknown" };
}
