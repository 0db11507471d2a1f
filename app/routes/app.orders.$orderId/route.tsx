import { data, type HeadersFunction, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Badge, BlockStack, InlineStack, Layout, Page } from "@shopify/polaris";
import { boundary } from "@shopify/shopify-app-remix/server";
import { answerClick } from "#app/answer-click.server.ts";
import { answerAsk } from "#app/commands/answer-ask.ts";
import type { Click } from "#app/commands/click.ts";
import { decideAgain } from "#app/commands/decide-again.ts";
import { notePersonalRead } from "#app/commands/note-personal-read.ts";
import { passProblems } from "#app/commands/pass-problems.ts";
import { steerRoute, type RouteSteering } from "#app/commands/routing/steer-route.ts";
import { isRowId } from "#app/contracts/row-id.ts";
import { readForm } from "#app/contracts/read-form.ts";
import { assertNever } from "#app/domain/basics/assert.ts";
import type { OrderPage as OrderView } from "#app/queries/in-sight/order-page.ts";
import { readOrder } from "#app/queries/read-order.ts";
import { pageAction, pageLoader } from "#app/session.server.ts";
import type { ClickAnswer } from "#app/ui/click-answer.ts";
import { HeadlineBadge } from "#app/ui/headline-badge.tsx";
import { plainSentence } from "#app/ui/words/plain-sentence.ts";
import { orderTitle } from "#app/ui/words/order-title.ts";
import { Problem } from "#app/ui/problem.tsx";
import { useClicks } from "#app/ui/use-clicks.ts";
import { useLive } from "#app/ui/use-live.ts";
import { AskingCard } from "./asking-card.tsx";
import { BuyerCard } from "./buyer-card.tsx";
import { DecisionCard } from "./decision-card.tsx";
import { DocumentsCard } from "./documents-card.tsx";
import { EffectsCard } from "./effects-card.tsx";
import { LinesCard } from "./lines-card.tsx";
import { MessagesCard } from "./messages-card.tsx";
import { MoneyCard } from "./money-card.tsx";
import { parseOrderClick, type OrderClick } from "./parse-order-click.ts";
import { ProblemsCard } from "./problems-card.tsx";
import { SteeringCard } from "./steering-card.tsx";
import { TimelineCard } from "./timeline-card.tsx";
import { WorkCard } from "./work-card.tsx";

const EVENTS_SHOWN = 30;
const MOST_EVENTS = 1_000;

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page ? orderTitle(page.order) : "Order"} - Switchyard` },
];

export const loader = pageLoader("open_app", async ({ request, params, shop, by, click }) => {
  const orderId = params.orderId ?? "";
  const asked = Number(new URL(request.url).searchParams.get("events") ?? EVENTS_SHOWN);
  const events = Number.isSafeInteger(asked) ? Math.min(Math.max(asked, EVENTS_SHOWN), MOST_EVENTS) : EVENTS_SHOWN;
  const order = isRowId(orderId) ? await readOrder(shop, by, orderId, events) : undefined;
  if (!order)
    throw data({ sentence: "Switchyard does not know this order, or it is none of yours to see." }, { status: 404 });
  if (order.buyer) await notePersonalRead(shop, click, `order ${orderId}`);
  return { order, moreEvents: events < MOST_EVENTS ? events + EVENTS_SHOWN * 2 : null };
});

export const action = pageAction(
  "open_app",
  async ({ request, context, params, shop, click }): Promise<ClickAnswer> => {
    const orderId = params.orderId ?? "";
    const parsed = parseOrderClick(await readForm(request));
    if (!parsed.success || !isRowId(orderId)) return { problem: "This button is not known here. Reload the page." };
    const { outcome, said } = await carryOut(shop, click, orderId, parsed.data);
    return answerClick(shop, context, outcome, said);
  },
);

async function carryOut(shop: string, click: Click, orderId: string, asked: OrderClick) {
  switch (asked.intent) {
    case "pass_problem":
      return { outcome: await passProblems(shop, click, orderId, [asked.subject]), said: "Passed" };
    case "decide_again":
      return { outcome: await decideAgain(shop, click, [orderId]), said: "Decided again" };
    case "approve":
      return { outcome: await answerAsk(shop, click, asked.subject, "approve"), said: "Approved" };
    case "dismiss":
      return { outcome: await answerAsk(shop, click, asked.subject, "dismiss"), said: "Dismissed" };
    default:
      return { outcome: await steerRoute(shop, click, orderId, steeringOf(asked)), said: "Decided anew" };
  }
}

type SteeringClick = Extract<OrderClick, { intent: "lock" | "unlock" | "reject" | "withdraw_rejection" }>;

function steeringOf(asked: SteeringClick): RouteSteering {
  switch (asked.intent) {
    case "lock":
      return { act: "lock_route", locationId: asked.subject };
    case "unlock":
      return { act: "lock_route", locationId: null };
    case "reject":
      return { act: "reject_route", locationId: asked.subject, reason: asked.reason };
    case "withdraw_rejection":
      return { act: "withdraw_rejection", locationId: asked.subject };
    default:
      return assertNever(asked);
  }
}

export default function OrderPage() {
  const { order, moreEvents } = useLoaderData<typeof loader>();
  const clicks = useClicks();
  useLive(5_000);
  const again = order.permissions.decide_again;
  return (
    <Page
      title={orderTitle(order)}
      subtitle={sayDecision(order)}
      backAction={{ content: "Orders", url: "/app/orders" }}
      titleMetadata={
        <InlineStack gap="100">
          <HeadlineBadge headline={order.headline} />
          {order.needsPerson && <Badge tone="attention">Needs you</Badge>}
          {order.isTest && <Badge>Test</Badge>}
          {order.isImported && <Badge>Imported</Badge>}
        </InlineStack>
      }
      secondaryActions={[
        {
          content: "Decide again",
          disabled: !again.allowed || clicks.pending !== undefined,
          helpText: again.allowed ? undefined : again.reason,
          loading: clicks.pending === "decide_again",
          onAction: () => clicks.click("decide_again"),
        },
        { content: "Open in Shopify", onAction: () => void window.open(`shopify://admin/orders/${order.id}`, "_top") },
      ]}
    >
      <BlockStack gap="400">
        <Problem sentence={clicks.problem} />
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              <ProblemsCard order={order} clicks={clicks} />
              <AskingCard order={order} clicks={clicks} />
              <LinesCard order={order} />
              <WorkCard order={order} />
              <EffectsCard effects={order.effects} />
              <DecisionCard order={order} />
              <SteeringCard order={order} clicks={clicks} />
              {order.documents && <DocumentsCard documents={order.documents} />}
              <TimelineCard order={order} moreEvents={moreEvents} />
              <MessagesCard messages={order.messages} />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              <MoneyCard order={order} />
              {order.buyer && <BuyerCard buyer={order.buyer} />}
            </BlockStack>
          </Layout.Section>
        </Layout>
      </BlockStack>
    </Page>
  );
}

function sayDecision(order: Pick<OrderView, "sentence" | "decision" | "decidedAt">): string {
  const problems = (order.decision?.problems ?? []).filter(({ holds }) => holds).map(({ code }) => code);
  return plainSentence({ sentence: order.sentence, problems }) || (order.decidedAt === null ? "Not decided yet." : "");
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
