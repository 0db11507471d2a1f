import { useFetcher, useRevalidator } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useEffect, useMemo, useRef, useState } from "react";
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
  const { revalidate } = useRevalidator();
  const heard = useRef<ClickAnswer>();
  const undo = useUndo((before) => submit(before));
  // A plain copy: the draft is data and nothing else.
  const submit = (wanted: SettingsDraft) =>
    fetcher.submit(JSON.stringify(wanted), { method: "post", encType: "application/json" });
  useEffect(() => {
    if (fetcher.state !== "idle" || !fetcher.data || fetcher.data === heard.current) return;
    heard.current = fetcher.data;
    setAnswer(fetcher.data);
    if (!("said" in fetcher.data)) return revalidate();
    setTouched(undefined);
    undo.offer(fetcher.data.said);
  }, [fetcher.state, fetcher.data, revalidate, undo]);

  const draft = touched ?? saved;
  const save = async () => {
    const refused = await askForScopes(draft, scopes, (missing) => bridge.scopes.request(missing));
    if (refused) return setAnswer(refused);
    undo.remember(saved);
    submit(draft);
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

// Long enough to read what was saved and to think again.
const UNDO_MS = 10_000;

/** After a save a toast with Undo, which saves what stood there before; what was undone is only said. */
function useUndo(restore: (before: SettingsDraft) => void) {
  const bridge = useAppBridge();
  const before = useRef<SettingsDraft>();
  const toast = useRef<string>();
  const latest = useRef(restore);
  useEffect(() => {
    latest.current = restore;
  });
  // A toast outlives its page; its button would then have nothing to save with.
  useEffect(
    () => () => {
      if (toast.current !== undefined) bridge.toast.hide(toast.current);
    },
    [bridge],
  );
  return useMemo(
    () => ({
      remember: (draft: SettingsDraft) => {
        before.current = draft;
      },
      offer: (said: string) => {
        const draft = before.current;
        before.current = undefined;
        if (draft === undefined) return void bridge.toast.show("Undone: your settings are as they were");
        toast.current = bridge.toast.show(said, {
          duration: UNDO_MS,
          action: "Undo",
          onAction: () => latest.current(draft),
        });
      },
    }),
    [bridge],
  );
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
