import { useFetcher } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useEffect, useRef, useState } from "react";
import { CAPABILITIES, type ShopSettings } from "#app/domain/settings.ts";
import { CAPABILITY_TITLE } from "#app/ui/words/capability-text.ts";
import { fieldProblems, problemOf, type ClickAnswer } from "#app/ui/click-answer.ts";
import { missingScopes } from "./needed-scopes.ts";
import { draftOf, isSameDraft, type SettingsDraft } from "./settings-draft.ts";

export type SettingsForm = {
  draft: SettingsDraft;
  change: (changed: Partial<SettingsDraft>) => void;
  isDirty: boolean;
  isSaving: boolean;
  problem: string | undefined;
  /** Sentences next to the fields, by their names. */
  fields: Record<string, string>;
  save: () => void;
  discard: () => void;
};

/** The settings form: a draft over what is saved, until it is saved or discarded. */
export function useSettingsForm(settings: ShopSettings, scopes: readonly string[]): SettingsForm {
  const saved = draftOf(settings);
  const [touched, setTouched] = useState<SettingsDraft>();
  const [answer, setAnswer] = useState<ClickAnswer>();
  const bridge = useAppBridge();
  const fetcher = useFetcher<ClickAnswer>();
  const heard = useRef<ClickAnswer>();
  useEffect(() => {
    if (fetcher.state !== "idle" || !fetcher.data || fetcher.data === heard.current) return;
    heard.current = fetcher.data;
    setAnswer(fetcher.data);
    if (!("said" in fetcher.data)) return;
    setTouched(undefined);
    bridge.toast.show(fetcher.data.said);
  }, [fetcher.state, fetcher.data, bridge]);

  const draft = touched ?? saved;
  const save = async () => {
    const refused = await askForScopes(draft, scopes, (missing) => bridge.scopes.request(missing));
    if (refused) return setAnswer(refused);
    // A plain copy: the draft is data and nothing else.
    fetcher.submit(JSON.stringify(draft), { method: "post", encType: "application/json" });
  };
  return {
    draft,
    change: (changed) => setTouched({ ...draft, ...changed }),
    isDirty: touched !== undefined && !isSameDraft(touched, saved),
    isSaving: fetcher.state !== "idle",
    problem: problemOf(answer),
    fields: fieldProblems(answer),
    save: () => void save(),
    discard: () => {
      setTouched(undefined);
      setAnswer(undefined);
    },
  };
}

type ScopesAnswer = { result: "granted-all" | "declined-all" };

/** Asks Shopify's own dialog for what the chosen modes lack. The refusal stands next to the modes that need it. */
async function askForScopes(
  { capabilities }: SettingsDraft,
  granted: readonly string[],
  request: (missing: string[]) => Promise<ScopesAnswer>,
): Promise<ClickAnswer | undefined> {
  const lacking = CAPABILITIES.map((name) => ({
    name,
    missing: missingScopes(name, capabilities[name].mode, granted),
  }));
  const missing = [...new Set(lacking.flatMap((each) => each.missing))];
  if (missing.length === 0) return undefined;
  // Where the admin offers no such dialog (an older app of a phone), the card says what is still to be granted.
  const answer = await request(missing).catch(() => undefined);
  if (answer?.result !== "declined-all") return undefined;
  const fields = lacking
    .filter((each) => each.missing.length > 0)
    .map(({ name }) => [
      `capabilities.${name}.mode`,
      `${CAPABILITY_TITLE[name]} needs a permission that was declined. Choose Watch, or save again and grant it.`,
    ]);
  return {
    problem: "Nothing was saved: a permission was declined.",
    fields: Object.fromEntries(fields) as Record<string, string>,
  };
}
