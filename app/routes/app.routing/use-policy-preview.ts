import { useFetcher } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import type { PolicyPreview } from "#app/queries/routing/preview-routing-policy.ts";
import { fieldProblems, problemOf, type ClickAnswer } from "#app/ui/click-answer.ts";
import type { PolicyDraft } from "./policy-draft.ts";

export type PreviewAnswer = (ClickAnswer & { preview: PolicyPreview }) | Extract<ClickAnswer, { problem: string }>;

export type ShownPreview = {
  /** The last that was computed; stays while the next is under way. */
  preview: PolicyPreview | undefined;
  /** Why the draft as it stands cannot be tried. */
  problem: string | undefined;
  /** What is not filled in right, by the names of the fields. */
  fields: Record<string, string>;
  isComputing: boolean;
};

// Nobody types faster than this between two figures of an amount that is meant.
const PAUSE_MS = 400;

/**
 * What the draft would do with recent orders, asked anew whenever it has stood still for a moment.
 *
 * @param version the policy that holds: what is compared with changes with it. Null for who may change nothing: then nothing
 * is asked.
 */
export function usePolicyPreview(draft: PolicyDraft, version: number | null): ShownPreview {
  const fetcher = useFetcher<PreviewAnswer>();
  const [isPausing, setPausing] = useState(true);
  const [preview, setPreview] = useState<PolicyPreview>();
  const submit = useRef(fetcher.submit);
  useEffect(() => {
    submit.current = fetcher.submit;
  });
  const asked = JSON.stringify({ intent: "preview", draft: { ...draft, why: "" } });
  useEffect(() => {
    if (version === null) return;
    setPausing(true);
    const timer = setTimeout(() => {
      submit.current(asked, { method: "post", encType: "application/json" });
      setPausing(false);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [asked, version]);
  const answer = fetcher.data;
  useEffect(() => {
    if (answer && "preview" in answer) setPreview(answer.preview);
  }, [answer]);
  return {
    preview,
    problem: problemOf(answer),
    fields: fieldProblems(answer),
    isComputing: isPausing || fetcher.state !== "idle",
  };
}
