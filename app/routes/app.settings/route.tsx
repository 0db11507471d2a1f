import type { HeadersFunction, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { SaveBar } from "@shopify/app-bridge-react";
import { BlockStack, Page } from "@shopify/polaris";
import { boundary } from "@shopify/shopify-app-remix/server";
import { answerClick } from "#app/answer-click.server.ts";
import { saveSettings } from "#app/commands/save-settings.ts";
import { CAPABILITIES } from "#app/domain/settings.ts";
import { readHistoryReport } from "#app/queries/read-history-report.ts";
import { readSettings } from "#app/queries/read-settings.ts";
import { pageAction, pageLoader } from "#app/session.server.ts";
import type { ClickAnswer } from "#app/ui/click-answer.ts";
import { Problem } from "#app/ui/problem.tsx";
import { useMay } from "#app/ui/shop-context.tsx";
import { useStop } from "#app/ui/use-stop.tsx";
import { CapabilityCard } from "./capability-card.tsx";
import { ChecksCard } from "./checks-card.tsx";
import { CrossingsCard } from "./crossings-card.tsx";
import { InvoicesCard } from "./invoices-card.tsx";
import { OpenSettings } from "./open-settings.tsx";
import { parseSettings } from "./parse-settings.ts";
import { sayPromise } from "./promise-words.ts";
import { draftOf } from "./settings-draft.ts";
import { SettingsSection } from "./settings-section.tsx";
import { useSettingsForm } from "./use-settings-form.ts";

export const meta: MetaFunction = () => [{ title: "Settings - Switchyard" }];

export const loader = pageLoader("see_settings", async ({ shop, by }) => {
  const [page, report] = await Promise.all([readSettings(shop), readHistoryReport(shop, by)]);
  return { ...page, report };
});

export const action = pageAction("change_settings", async ({ request, context, shop, click }): Promise<ClickAnswer> => {
  const parsed = parseSettings(await request.json().catch(() => undefined));
  if (!parsed.ok) return { problem: "Nothing was saved: something is not filled in right.", fields: parsed.fields };
  return answerClick(shop, context, await saveSettings(shop, click, parsed.wish), "Settings saved");
});

export default function SettingsPage() {
  const { settings, scopes, locationCountryCodes, report } = useLoaderData<typeof loader>();
  const saved = draftOf(settings).capabilities;
  const form = useSettingsForm(settings, scopes);
  const stop = useStop(CAPABILITIES.some((name) => ["suggest", "act"].includes(settings.capabilities[name].mode)));
  const people = useMay("manage_people").allowed ? [{ content: "People", url: "/app/people" }] : [];
  const { draft, change, fields } = form;
  return (
    <Page
      title="Settings"
      backAction={{ content: "Home", url: "/app" }}
      secondaryActions={[...people, ...stop.actions]}
    >
      {stop.modal}
      <SaveBar id="settings-save-bar" open={form.isDirty}>
        <button variant="primary" loading={form.isSaving ? "" : undefined} onClick={form.save}>
          Save
        </button>
        <button onClick={form.discard}>Discard</button>
      </SaveBar>
      <OpenSettings>
        <Problem sentence={stop.problem ?? form.problem} />
        <SettingsSection
          title="What Switchyard may do"
          description="Each capability goes as far as you let it. Watch decides and shows everything and sends nothing; Suggest asks you; Act does it. Orders placed before the day it goes live are never acted on."
        >
          <BlockStack gap="400">
            {CAPABILITIES.map((capability) => (
              <CapabilityCard
                key={capability}
                capability={capability}
                draft={draft.capabilities[capability]}
                isSaved={draft.capabilities[capability].mode === settings.capabilities[capability].mode}
                promise={sayPromise(capability, draft.capabilities[capability], saved[capability], report)}
                scopes={scopes}
                fields={fields}
                onChange={(changed) => change({ capabilities: { ...draft.capabilities, [capability]: changed } })}
              />
            ))}
          </BlockStack>
        </SettingsSection>
        <SettingsSection title="Checks" description="What makes an order need a person before it goes on.">
          <ChecksCard draft={draft} fields={fields} onChange={change} />
        </SettingsSection>
        <SettingsSection
          title="Borders"
          description="An order is never sent from another country than the one the buyer was charged for, unless you allow it here: duties and taxes may differ."
        >
          <CrossingsCard
            pairs={draft.allowedBorderCrossings}
            countryCodes={locationCountryCodes}
            problem={fields.allowedBorderCrossings}
            onChange={(allowedBorderCrossings) => change({ allowedBorderCrossings })}
          />
        </SettingsSection>
        <SettingsSection title="Invoices" description="Who issues them, and how they are numbered.">
          <InvoicesCard draft={draft} fields={fields} onChange={change} />
        </SettingsSection>
      </OpenSettings>
    </Page>
  );
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
