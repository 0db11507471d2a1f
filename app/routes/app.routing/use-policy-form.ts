import { useFetcher, useFetchers, useRevalidator } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { fieldProblems, problemOf, type ClickAnswer } from "#app/ui/click-answer.ts";
import { isSameDraft, type PolicyDraft } from "./policy-draft.ts";

export type PolicyForm = {
  draft: PolicyDraft;
  change: (changed: Partial<PolicyDraft>) => void;
  isDirty: boolean;
  isSaving: boolean;
  problem: string | undefined;
  /** Sentences next to the fields, by their names. */
  fields: Record<string, string>;
  save: () => void;
  discard: () => void;
  returnTo: (version: number) => void;
};

/** A draft knows the version over which it was made: what somebody saves meanwhile does not slip under it. */
type Touched = { draft: PolicyDraft; basedOn: number };

/** The policy's form: a draft over the version that holds, until it is saved or discarded. */
export function usePolicyForm(saved: PolicyDraft, version: number): PolicyForm {
  const [touched, setTouched] = useState<Touched>();
  const [answer, setAnswer] = useState<ClickAnswer>();
  const fetcher = useFetcher<ClickAnswer>();
  const { revalidate } = useRevalidator();
  const heard = useRef<ClickAnswer>();
  const submittedAt = useRef(version);
  const submit = (wanted: object) => {
    submittedAt.current = version;
    fetcher.submit(JSON.stringify(wanted), { method: "post", encType: "application/json" });
  };
  const restore = (wanted: number) => submit({ intent: "return", basedOn: version, version: wanted });
  const undo = useUndo(restore);
  const reloadFrom = useReload(version);
  useEffect(() => {
    if (fetcher.state !== "idle" || !fetcher.data || fetcher.data === heard.current) return;
    heard.current = fetcher.data;
    setAnswer(fetcher.data);
    if (!("said" in fetcher.data)) return revalidate();
    setTouched(undefined);
    reloadFrom(submittedAt.current);
    undo.offer(fetcher.data.said);
  }, [fetcher.state, fetcher.data, revalidate, undo, reloadFrom]);

  const draft = touched?.draft ?? saved;
  const basedOn = touched?.basedOn ?? version;
  return {
    draft,
    change: (changed) => {
      setTouched({ draft: { ...draft, ...changed }, basedOn });
      setAnswer(undefined);
    },
    isDirty: touched !== undefined && !isSameDraft(touched.draft, saved),
    isSaving: fetcher.state !== "idle",
    problem: problemOf(answer),
    fields: fieldProblems(answer),
    save: () => {
      undo.remember(version);
      submit({ intent: "save", basedOn, draft });
    },
    discard: () => {
      setTouched(undefined);
      setAnswer(undefined);
    },
    returnTo: (wanted) => {
      undo.remember(version);
      restore(wanted);
    },
  };
}

/**
 * The page is asked anew after a save by itself. Where drafts are tried in the same moment on a slow line it was seen not to come:
 * once all is quiet and the version is still the one before, it is asked for once more.
 *
 * @returns to be told of a save, with the version that held before it
 */
function useReload(version: number): (before: number) => void {
  const { revalidate, state } = useRevalidator();
  const isQuiet = useFetchers().length === 0 && state === "idle";
  const [before, setBefore] = useState<number>();
  useEffect(() => {
    if (before === undefined || !isQuiet) return;
    setBefore(undefined);
    if (version === before) revalidate();
  }, [before, isQuiet, version, revalidate]);
  return setBefore;
}

// Long enough to read what was saved and to think again.
const UNDO_MS = 10_000;

/** After a save a toast with Undo, which returns to the version before; what was undone is only said. */
function useUndo(restore: (version: number) => void) {
  const bridge = useAppBridge();
  const before = useRef<number>();
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
      remember: (version: number) => {
        before.current = version;
      },
      offer: (said: string) => {
        const version = before.current;
        before.current = undefined;
        if (version === undefined) return void bridge.toast.show("Undone: routes are weighed as before");
        toast.current = bridge.toast.show(said, {
          duration: UNDO_MS,
          action: "Undo",
          onAction: () => latest.current(version),
        });
      },
    }),
    [bridge],
  );
}
