import { useFetcher, useRevalidator } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useEffect, useRef } from "react";
import { problemOf, type ClickAnswer } from "./click-answer.ts";

export type Clicks = {
  /** Posts what was clicked. The name of what is under way is `pending`. */
  click: (intent: string, fields?: Record<string, string>) => void;
  pending: string | undefined;
  /** What the last click was refused with; gone with the next. */
  problem: string | undefined;
  answer: ClickAnswer | undefined;
};

/**
 * Buttons of a page: one post at a time, a toast when it is done, the problem when it is not.
 *
 * @param action the address that is posted to; the page's own without.
 */
export function useClicks(action?: string): Clicks {
  const fetcher = useFetcher<ClickAnswer>();
  const { revalidate } = useRevalidator();
  const bridge = useAppBridge();
  const shown = useRef<ClickAnswer>();
  const answer = fetcher.state === "idle" ? fetcher.data : undefined;
  useEffect(() => {
    if (!answer || answer === shown.current) return;
    shown.current = answer;
    if ("said" in answer) bridge.toast.show(sentenceOf(answer));
    // Refused mostly because the page shows what is not so any more; Remix asks again by itself only after a success.
    else revalidate();
  }, [answer, bridge, revalidate]);
  const submitted = fetcher.state === "idle" ? undefined : fetcher.formData;
  return {
    click: (intent, fields = {}) =>
      fetcher.submit({ ...fields, intent }, { method: "post", ...(action ? { action } : {}) }),
    pending: submitted && pendingName(submitted),
    problem: problemOf(answer),
    answer,
  };
}

/** Tells one pending button from its neighbours of the same intent: "approve 17". */
export function nameClick(intent: string, subject: string): string {
  return `${intent} ${subject}`;
}

function pendingName(form: FormData): string {
  const [intent, subject] = [form.get("intent"), form.get("subject")];
  if (typeof intent !== "string") return "";
  return typeof subject === "string" ? nameClick(intent, subject) : intent;
}

function sentenceOf(answer: Extract<ClickAnswer, { said: string }>): string {
  if (!answer.waiting) return answer.said;
  const { ahead } = answer.waiting;
  return ahead === 0 ? "Queued, next in line" : `Queued, ${ahead} ahead`;
}
