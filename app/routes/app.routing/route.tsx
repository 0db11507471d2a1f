import type { HeadersFunction, MetaFunction } from "@remix-run/node";
import { useLoaderData, type ShouldRevalidateFunction } from "@remix-run/react";
import { SaveBar } from "@shopify/app-bridge-react";
import { BlockStack, Card, InlineGrid, Page, TextField } from "@shopify/polaris";
import { boundary } from "@shopify/shopify-app-remix/server";
import { answerClick } from "#app/answer-click.server.ts";
import { returnToPolicy, saveRoutingPolicy } from "#app/commands/routing/save-routing-policy.ts";
import { assertNever } from "#app/domain/basics/assert.ts";
import { readShop } from "#app/queries/read-shop.ts";
import { previewRoutingPolicy } from "#app/queries/routing/preview-routing-policy.ts";
import { readRoutingPage } from "#app/queries/routing/read-routing-page.ts";
import { OpenSettings } from "#app/routes/app.settings/open-settings.tsx";
import { pageAction, pageLoader } from "#app/session.server.ts";
import type { ClickAnswer } from "#app/ui/click-answer.ts";
import { Problem } from "#app/ui/problem.tsx";
import { useMay } from "#app/ui/shop-context.tsx";
import { AmountsCard } from "./amounts-card.tsx";
import { EffectCard } from "./effect-card.tsx";
import { parseRoutingClick } from "./parse-routing-click.ts";
import { draftOf } from "./policy-draft.ts";
import { RegionsCard } from "./regions-card.tsx";
import { SkuRulesCard } from "./sku-rules-card.tsx";
import { usePolicyForm } from "./use-policy-form.ts";
import { usePolicyPreview, type PreviewAnswer } from "./use-policy-preview.ts";
import { VersionsCard } from "./versions-card.tsx";
import { WhatIfCard } from "./what-if/what-if-card.tsx";

export const meta: MetaFunction = () => [{ title: "Routing - Switchyard" }];

export const loader = pageLoader("see_settings", async ({ shop }) => readRoutingPage(shop));

export const action = pageAction(
  "change_settings",
  async ({ request, context, shop, click }): Promise<ClickAnswer | PreviewAnswer> => {
    const { currency } = await readShop(shop);
    const asked: unknown = await request.json().catch(() => undefined);
    const parsed = parseRoutingClick(asked, currency);
    if (!parsed.ok) return { problem: "This waits until everything is filled in right.", fields: parsed.fields };
    const { click: wanted } = parsed;
    switch (wanted.intent) {
      case "save":
        return answerClick(shop, context, await saveRoutingPolicy(shop, click, wanted), "Routing saved");
      case "return":
        return answerClick(shop, context, await returnToPolicy(shop, click, wanted), "Returned, as the next version");
      case "preview":
        return { said: "Computed", preview: await previewRoutingPolicy(shop, { ...wanted.policy, version: 0 }) };
      default:
        return assertNever(wanted);
    }
  },
);

/** Trying a draft changes nothing: the page need not be asked anew for every figure that is typed. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ json, defaultShouldRevalidate }) => {
  const isPreview = typeof json === "object" && json !== null && "intent" in json && json.intent === "preview";
  return isPreview ? false : defaultShouldRevalidate;
};

export default function RoutingPage() {
  const { policy, currency, locations, versions } = useLoaderData<typeof loader>();
  const form = usePolicyForm(draftOf(policy, currency), policy.version);
  const mayChange = useMay("change_settings").allowed;
  const { draft, change: onChange } = form;
  const effect = usePolicyPreview(draft, mayChange ? policy.version : null);
  const fields = { ...effect.fields, ...form.fields };
  const part = { draft, fields, onChange };
  return (
    <Page
      title="Routing"
      subtitle="What decides where an order leaves from. It holds from the next decision on; orders that are decided already stay as they are."
      backAction={{ content: "Home", url: "/app" }}
    >
      <SaveBar id="routing-save-bar" open={form.isDirty}>
        <button variant="primary" loading={form.isSaving ? "" : undefined} onClick={form.save}>
          Save
        </button>
        <button onClick={form.discard}>Discard</button>
      </SaveBar>
      <BlockStack gap="400">
        <InlineGrid columns={{ xs: 1, lg: mayChange ? ["twoThirds", "oneThird"] : 1 }} gap="400">
          <OpenSettings>
            <Problem sentence={form.problem} />
            <AmountsCard {...part} />
            <SkuRulesCard {...part} />
            <RegionsCard {...part} locations={locations} />
            {form.isDirty && (
              <Card>
                <TextField
                  label="Why you change it"
                  helpText="Stands in the list of versions. May be empty."
                  autoComplete="off"
                  maxLength={200}
                  value={draft.why}
                  error={fields.why}
                  onChange={(why) => onChange({ why })}
                />
              </Card>
            )}
          </OpenSettings>
          {mayChange && (
            <div>
              <div style={{ position: "sticky", top: "1rem" }}>
                <EffectCard {...effect} />
              </div>
            </div>
          )}
        </InlineGrid>
        {mayChange && <WhatIfCard draft={draft} />}
        <VersionsCard versions={versions} isSaving={form.isSaving} onReturn={form.returnTo} />
      </BlockStack>
    </Page>
  );
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
