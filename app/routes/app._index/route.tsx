import type { HeadersFunction, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Layout, Page } from "@shopify/polaris";
import { boundary } from "@shopify/shopify-app-remix/server";
import { z } from "zod";
import { answerClick } from "#app/answer-click.server.ts";
import { answerAsk } from "#app/commands/answer-ask.ts";
import { finishNotice } from "#app/commands/finish-notice.ts";
import { isRowId } from "#app/contracts/row-id.ts";
import { readForm } from "#app/contracts/read-form.ts";
import { readCatalogTrouble } from "#app/queries/troubles/read-catalog-trouble.ts";
import { readComparison } from "#app/queries/troubles/read-comparison.ts";
import { readHistoryProgress } from "#app/queries/read-history-progress.ts";
import { readHome } from "#app/queries/read-home.ts";
import { readSilence } from "#app/queries/troubles/read-silence.ts";
import { pageAction, pageLoader } from "#app/session.server.ts";
import type { ClickAnswer } from "#app/ui/click-answer.ts";
import { Problem } from "#app/ui/problem.tsx";
import { useClicks } from "#app/ui/use-clicks.ts";
import { useMay } from "#app/ui/shop-context.tsx";
import { useLive } from "#app/ui/use-live.ts";
import { useStop } from "#app/ui/use-stop.tsx";
import { isImporting } from "#app/ui/words/history-progress.ts";
import { AsksCard } from "./asks-card.tsx";
import { ByItselfCard } from "./by-itself-card.tsx";
import { CatalogBanner } from "./catalog-banner.tsx";
import { FirstOrderCard } from "./first-order-card.tsx";
import { HistoryBanner } from "./history-banner.tsx";
import { ModesCard } from "./modes-card.tsx";
import { MorningCard } from "./morning-card.tsx";
import { NeedsYouCard } from "./needs-you-card.tsx";
import { OtherMattersCard } from "./other-matters-card.tsx";
import { SilenceBanner } from "./silence-banner.tsx";

export const meta: MetaFunction = () => [{ title: "Home - Switchyard" }];

export const loader = pageLoader("open_app", async ({ request, shop, by, may, click, redirect }) => {
  const progress = await readHistoryProgress(shop);
  // Opened from the admin right after the installation: there is nothing on Home yet, and something to see there.
  if (may("see_history") && isImporting(progress) && isOpenedByAdmin(request)) throw redirect("/app/history");
  const comparison = await readComparison(shop, click.now);
  const silence = await readSilence(shop);
  const trouble = await readCatalogTrouble(shop);
  const home = await readHome(shop, by, click.now);
  return { home, comparison, progress, silence, trouble, now: click.now.toISOString() };
});

/** The admin hands a token along when it opens the app; going from page to page inside it does not. */
function isOpenedByAdmin(request: Request): boolean {
  return new URL(request.url).searchParams.has("id_token");
}

const form = z.object({ intent: z.enum(["approve", "dismiss", "finish"]), subject: z.string().refine(isRowId) });

export const action = pageAction("open_app", async ({ request, context, shop, click }): Promise<ClickAnswer> => {
  const parsed = form.safeParse(Object.fromEntries(await readForm(request)));
  if (!parsed.success) return { problem: "This button is not known here. Reload the page." };
  const { intent, subject } = parsed.data;
  if (intent === "finish") return answerClick(shop, context, await finishNotice(shop, click, subject), "Done");
  const outcome = await answerAsk(shop, click, subject, intent);
  return answerClick(shop, context, outcome, intent === "approve" ? "Approved" : "Dismissed");
});

export default function HomePage() {
  const { home, comparison, progress, silence, trouble, now } = useLoaderData<typeof loader>();
  const clicks = useClicks();
  const isActing = home.modes.some(({ mode }) => mode === "act" || mode === "suggest");
  const stop = useStop(isActing);
  const maySeeHistory = useMay("see_history").allowed;
  useLive(isImporting(progress) ? 1_000 : 5_000);
  return (
    <Page
      title="Home"
      primaryAction={
        home.needsPersonCount > 0 ? { content: "Review orders", url: "/app/orders?tab=needs_you" } : undefined
      }
      secondaryActions={stop.actions}
    >
      {stop.modal}
      <BlockStack gap="400">
        <Problem sentence={stop.problem ?? clicks.problem} />
        <SilenceBanner silence={silence} />
        <CatalogBanner trouble={trouble} />
        {maySeeHistory && <HistoryBanner progress={progress} now={now} />}
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              <MorningCard home={home} now={now} />
              {!home.hasAnyOrder && !isImporting(progress) && <FirstOrderCard />}
              <NeedsYouCard problems={home.problems} />
              <AsksCard
                title="Suggested"
                asks={home.suggested}
                total={home.suggestedCount}
                clicks={clicks}
                approve="Approve"
              />
              <AsksCard
                title="Did not go through"
                asks={home.stuck}
                total={home.stuckCount}
                clicks={clicks}
                approve="Retry"
              />
              <OtherMattersCard home={home} clicks={clicks} />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              <ModesCard modes={home.modes} />
              <ByItselfCard lastDay={home.lastDay} waiting={home.waiting} comparison={comparison} now={now} />
            </BlockStack>
          </Layout.Section>
        </Layout>
      </BlockStack>
    </Page>
  );
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
