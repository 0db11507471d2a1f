import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { boundary } from "@shopify/shopify-app-remix/server";
import { answerClick } from "#app/answer-click.server.ts";
import { notePersonalRead } from "#app/commands/note-personal-read.ts";
import { passProblems } from "#app/commands/pass-problems.ts";
import {
  adminOrderQuestion,
  releaseRequest,
  type AdminOrder,
  type AdminOrderAnswer,
  type ReleaseAnswer,
} from "#app/contracts/admin-order.ts";
import { readAdminOrder } from "#app/queries/read-admin-order.ts";
import { signedIn } from "#app/session.server.ts";
import type { ClickAnswer } from "#app/ui/click-answer.ts";
import { problemTitle } from "#app/ui/words/problem-title.ts";

/** What Switchyard says of an order, for the block in Shopify's order page. Its preflight is answered by the sign-in. */
export const loader = async ({ request, context }: LoaderFunctionArgs): Promise<Response> => {
  const { shop, click, cors } = await signedIn(request, context);
  const question = adminOrderQuestion.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!question.success) return cors(refuse("The address names no order."));
  const order = await describeOrder(shop, question.data.order);
  // The sentence of a problem may quote an address.
  if (order) await notePersonalRead(shop, click.person, `order ${question.data.order}`, click.now);
  return cors(Response.json({ order } satisfies AdminOrderAnswer));
};

/** The release button: passes the problems that the person was shown, and no others that came up since. */
export const action = async ({ request, context }: ActionFunctionArgs): Promise<Response> => {
  const { shop, click, cors } = await signedIn(request, context);
  const asked = releaseRequest.safeParse(await request.json().catch(() => null));
  if (!asked.success) return cors(refuse("This button is not known here. Reload the page."));
  const { order: orderId, codes } = asked.data;
  const outcome = await passProblems(shop, click, orderId, codes);
  const answer = await answerClick(shop, context, outcome, "Released");
  const order = await describeOrder(shop, orderId);
  return cors(Response.json({ order, ...sayAnswer(answer) } satisfies ReleaseAnswer));
};

export const headers: HeadersFunction = (args) => boundary.headers(args);

function refuse(problem: string): Response {
  return Response.json({ order: null, said: null, problem } satisfies ReleaseAnswer, { status: 400 });
}

async function describeOrder(shop: string, orderId: string): Promise<AdminOrder | null> {
  const order = await readAdminOrder(shop, orderId);
  if (!order) return null;
  const problems = order.problems.map(({ code, sentence, holds }) => ({
    code,
    title: problemTitle(code),
    sentence,
    holds,
  }));
  return { ...order, problems };
}

function sayAnswer(answer: ClickAnswer): Pick<ReleaseAnswer, "said" | "problem"> {
  if ("problem" in answer) return { said: null, problem: answer.problem };
  if (answer.waiting)
    return { said: `Queued, ${answer.waiting.ahead} ahead. It is released by itself.`, problem: null };
  return { said: `${answer.said}.`, problem: null };
}
