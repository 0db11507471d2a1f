import type { HeadersFunction, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { boundary } from "@shopify/shopify-app-remix/server";
import { useState } from "react";
import { answerClick } from "#app/answer-click.server.ts";
import { importRateCards, removeRateCard, returnToRateCards } from "#app/commands/routing/save-rate-cards.ts";
import { previewRateFile } from "#app/queries/routing/shipping-costs/preview-rate-file.ts";
import { quoteShipping } from "#app/queries/routing/shipping-costs/quote-shipping.ts";
import { readShippingCosts } from "#app/queries/routing/shipping-costs/read-shipping-costs.ts";
import { pageAction, pageLoader } from "#app/session.server.ts";
import { Problem } from "#app/ui/problem.tsx";
import { useMay } from "#app/ui/shop-context.tsx";
import { useClicks } from "#app/ui/use-clicks.ts";
import { CalculatorCard } from "./calculator-card.tsx";
import { CardsSection } from "./cards-section.tsx";
import { downloadRates } from "./file-button.tsx";
import { ImportCard } from "./import-card.tsx";
import type { ImportAnswer } from "./import-answer.ts";
import { parseQuote } from "./parse-quote.ts";
import { parseShippingClick } from "./parse-shipping-click.ts";
import { splitCsv } from "./split-csv.ts";
import { VersionsCard } from "./versions-card.tsx";

export const meta: MetaFunction = () => [{ title: "Shipping costs - Switchyard" }];

export const loader = pageLoader("see_settings", async ({ request, shop }) => {
  const asked = parseQuote(new URL(request.url).searchParams);
  const [page, quote] = await Promise.all([
    readShippingCosts(shop),
    asked && "wish" in asked ? quoteShipping(shop, asked.wish) : asked,
  ]);
  return { ...page, quote };
});

export const action = pageAction(
  "change_settings",
  async ({ request, context, shop, click }): Promise<ImportAnswer> => {
    const { data: asked } = await parseShippingClick(request);
    if (!asked) return { problem: "This button is not known here. Reload the page." };
    if (asked.intent === "remove_card")
      return answerClick(shop, context, await removeRateCard(shop, click, asked.subject, asked), "Rate card removed");
    if (asked.intent === "return_to")
      return answerClick(shop, context, await returnToRateCards(shop, click, asked.subject, asked), "Rates restored");
    const file = splitCsv(asked.text);
    if ("problems" in file) return refuseFile(file.problems);
    if (asked.intent === "preview") {
      const seen = await previewRateFile(shop, file.lines);
      return "problems" in seen ? refuseFile(seen.problems) : { said: "Read", preview: seen.preview };
    }
    const outcome = await importRateCards(shop, click, file.lines, asked);
    if ("problems" in outcome) return refuseFile(outcome.problems);
    return answerClick(shop, context, outcome, "Rates saved");
  },
);

/** More than these are counted: whoever has mended so many reads the file again. */
const PROBLEMS_SHOWN = 50;

function refuseFile(problems: Extract<ImportAnswer, { lines?: unknown }>["lines"] & object): ImportAnswer {
  const many = problems.length === 1 ? "one thing in the file is" : `${problems.length} things in the file are`;
  return { problem: `Nothing was saved: ${many} wrong.`, lines: problems.slice(0, PROBLEMS_SHOWN) };
}

export default function ShippingCostsPage() {
  const { version, cards, estimates, versions, locations } = useLoaderData<typeof loader>();
  const may = useMay("change_settings");
  const clicks = useClicks();
  const [isImporting, setImporting] = useState(false);
  const [failed, setFailed] = useState<string>();
  const download = (content: string, path: string) => ({
    content,
    onAction: () => void downloadRates(path, `shipping-rates-${path}.csv`).then(setFailed),
  });
  const exported = cards.length > 0 ? [download("Export these rates", String(version))] : [];
  return (
    <Page
      title="Shipping costs"
      subtitle="What carriers ask you for a parcel. Routes are chosen by it."
      backAction={{ content: "Settings", url: "/app/settings" }}
      primaryAction={{
        content: "Import rates",
        disabled: !may.allowed || isImporting,
        helpText: may.allowed ? undefined : may.reason,
        onAction: () => setImporting(true),
      }}
      secondaryActions={[...exported, download("Download a template", "template")]}
    >
      <BlockStack gap="600">
        <Problem sentence={failed ?? clicks.problem} />
        {isImporting && <ImportCard onClose={() => setImporting(false)} />}
        <CardsSection version={version} cards={cards} estimates={estimates} clicks={clicks} />
        <CalculatorCard locations={locations} />
        <VersionsCard held={version} versions={versions} clicks={clicks} />
      </BlockStack>
    </Page>
  );
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
