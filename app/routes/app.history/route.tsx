import type { HeadersFunction, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { boundary } from "@shopify/shopify-app-remix/server";
import { answerClick } from "#app/answer-click.server.ts";
import { startHistoryImport } from "#app/commands/start-history-import.ts";
import { readForm } from "#app/contracts/read-form.ts";
import { listHistoryReport } from "#app/queries/list-history-report.ts";
import { readHistoryProgress } from "#app/queries/read-history-progress.ts";
import { readHistoryReport } from "#app/queries/read-history-report.ts";
import { pageAction, pageLoader } from "#app/session.server.ts";
import type { ClickAnswer } from "#app/ui/click-answer.ts";
import { Problem } from "#app/ui/problem.tsx";
import { useClicks } from "#app/ui/use-clicks.ts";
import { useLive } from "#app/ui/use-live.ts";
import { isImporting } from "#app/ui/words/history-progress.ts";
import { FailedCard } from "./failed-card.tsx";
import { FindingsCard } from "./findings-card.tsx";
import { kindOf, placeOf } from "./history-address.ts";
import { ProgressCard } from "./progress-card.tsx";
import { SummaryCard } from "./summary-card.tsx";

const PAGE_SIZE = 25;
// Fast enough that the bar is seen to move; a look costs one row.
const POLL_MS = 1_000;

export const meta: MetaFunction = () => [{ title: "Your last 60 days - Switchyard" }];

export const loader = pageLoader("see_history", async ({ request, shop, by }) => {
  const progress = await readHistoryProgress(shop);
  const report = progress?.state === "done" ? await readHistoryReport(shop, by) : null;
  const isPhone = /\bMobi/.test(request.headers.get("user-agent") ?? "");
  if (!report) return { progress, found: null, isPhone };
  const parameters = new URL(request.url).searchParams;
  const kind = kindOf(parameters, report.kinds);
  const list = await listHistoryReport(shop, { kind, from: placeOf(parameters), pageSize: PAGE_SIZE });
  return { progress, found: { report, kind, list }, isPhone };
});

export const action = pageAction("import_history", async ({ request, context, shop, click }): Promise<ClickAnswer> => {
  const form = await readForm(request);
  if (form.get("intent") !== "start_again") return { problem: "This button is not known here. Reload the page." };
  return answerClick(shop, context, await startHistoryImport(shop, click), "Started again");
});

export default function HistoryPage() {
  const { progress, found, isPhone } = useLoaderData<typeof loader>();
  const clicks = useClicks();
  const isUnderWay = isImporting(progress);
  useLive(isUnderWay ? POLL_MS : null);
  return (
    <Page
      title="Your last 60 days"
      backAction={{ content: "Home", url: "/app" }}
      primaryAction={found ? { content: "Choose what it may do", url: "/app/settings" } : undefined}
      fullWidth={found !== null}
    >
      <BlockStack gap="400">
        <Problem sentence={clicks.problem} />
        {isUnderWay && <ProgressCard progress={progress} />}
        {progress?.state === "failed" && <FailedCard reason={progress.reason} clicks={clicks} />}
        {found && (
          <>
            <SummaryCard report={found.report} />
            <FindingsCard {...found} isPhone={isPhone} />
          </>
        )}
      </BlockStack>
    </Page>
  );
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
