import type { HeadersFunction } from "@remix-run/node";
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
import type { Person } from "#app/domain/people/person.ts";
import { readAdminOrder } from "#app/queries/read-admin-order.ts";
import { extensionRoute, type ExtensionArgs } from "#app/session.server.ts";
import type { ClickAnswer } from "#app/ui/click-answer.ts";
import { plainSentence } from "#app/ui/words/plain-sentence.ts";
import { problemTitle } from "#app/ui/words/problem-title.ts";

/** What Switchyard says of an order, for the block in Shopify's order page. Its preflight is answered by the sign-in. */
export const loader = extensionRoute("open_app", answerQuestion, refusal);

async function answerQuestion({ request, shop, by, may, click, cors }: ExtensionArgs): Promise<Response> {
  const question = adminOrderQuestion.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!question.success) return cors(refuse("The address names no order."));
  const order = await describeOrder(shop, by, question.data.order);
  // The sentence of a problem may quote an address, for who may see one.
  if (order && may("see_personal_data")) await notePersonalRead(shop, click, `order ${question.data.order}`);
  return cors(Response.json({ order } satisfies AdminOrderAnswer));
}

/**
 * The release button: passes the problems that the person was shown, and no others that came up since. Refused with 422, it
 * still says how the order stands.
 */
export const action = extensionRoute("release_holds", release, refusal);

async function release({ request, context, shop, by, click, cors }: ExtensionArgs): Promise<Response> {
  const asked = releaseRequest.safeParse(await request.json().catch(() => null));
  if (!asked.success) return cors(refuse("This button is not known here. Reload the page."));
  const { order: orderId, codes } = asked.data;
  const outcome = await passProblems(shop, click, orderId, codes);
  const answer = await answerClick(shop, context, outcome, "Released");
  const order = await describeOrder(shop, by, orderId);
  const status = "problem" in answer ? 422 : 200;
  return cors(Response.json({ order, ...sayAnswer(answer) } satisfies ReleaseAnswer, { status }));
}

export const headers: HeadersFunction = (args) => boundary.headers(args);

function refuse(problem: string): Response {
  return Response.json(refusal(problem), { status: 400 });
}

function refusal(problem: string): ReleaseAnswer {
  return { order: null, said: null, problem };
}

async function describeOrder(shop: string, by: Person, orderId: string): Promise<AdminOrder | null> {
  const order = await readAdminOrder(shop, by, orderId);
  if (!order) return null;
  const problems = order.problems.map(({ code, sentence, holds }) => ({
    code,
    title: problemTitle(code),
    sentence,
    holds,
  }));
  const holding = problems.filter(({ holds }) => holds).map(({ code }) => code);
  return {
    ...order,
    problems,
    sentence: plainSentence({ sentence: order.sentence, problems: holding }) || order.headline,
  };
}

function sayAnswer(answer: ClickAnswer): Pick<ReleaseAnswer, "said" | "problem"> {
  if ("problem" in answer) return { said: null, problem: answer.problem };
  if (answer.waiting)
    return { said: `Queued, ${answer.waiting.ahead} ahead. It is released by itself.`, problem: null };
  return { said: `${answer.said}.`, problem: null };
}
