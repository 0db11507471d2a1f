import { useEffect, useRef, useState } from "react";
import type { WhatIf, WhatIfNews } from "#app/queries/routing/what-if/replay-period.ts";
import type { PolicyDraft } from "#app/routes/app.routing/policy-draft.ts";
import { readLines } from "./read-lines.ts";

/** Days as YYYY-MM-DD by the shop's clocks, both of them included. */
export type Days = { firstDay: string; lastDay: string };

export type WhatIfState =
  | { kind: "idle" }
  | { kind: "running"; done: number; total: number }
  | { kind: "done"; result: WhatIf; draft: PolicyDraft }
  | { kind: "failed"; sentence: string; fields: Record<string, string> };

export type WhatIfRun = { state: WhatIfState; start: (draft: PolicyDraft, days: Days) => void; cancel: () => void };

const BROKEN = "It broke off before the end. Try again.";
const NOT_RIGHT = "This waits until everything is filled in right.";

/** A draft tried on a period: one at a time, ended when the page is left. */
export function useWhatIf(): WhatIfRun {
  const [state, setState] = useState<WhatIfState>({ kind: "idle" });
  const running = useRef<AbortController>();
  useEffect(() => () => running.current?.abort(), []);
  const start = (draft: PolicyDraft, days: Days) => {
    running.current?.abort();
    const run = new AbortController();
    running.current = run;
    // What an earlier one still says is nobody's business any more.
    const tell = (next: WhatIfState) => !run.signal.aborted && setState(next);
    tell({ kind: "running", done: 0, total: 0 });
    void ask(draft, days, run.signal, tell).catch(() => tell({ kind: "failed", sentence: BROKEN, fields: {} }));
  };
  const cancel = () => {
    running.current?.abort();
    setState({ kind: "idle" });
  };
  return { state, start, cancel };
}

async function ask(draft: PolicyDraft, days: Days, signal: AbortSignal, tell: (next: WhatIfState) => void) {
  const answer = await fetch("/app/routing/what-if", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ draft, period: days }),
    signal,
  });
  if (answer.status === 422) {
    const { fields } = (await answer.json()) as { fields: Record<string, string> };
    return tell({ kind: "failed", sentence: NOT_RIGHT, fields });
  }
  if (answer.status === 403) return tell({ kind: "failed", sentence: await answer.text(), fields: {} });
  if (!answer.ok || !answer.body) return tell({ kind: "failed", sentence: BROKEN, fields: {} });
  let hasEnded = false;
  for await (const line of readLines(answer.body)) {
    const news = JSON.parse(line) as WhatIfNews;
    if ("result" in news) {
      hasEnded = true;
      tell({ kind: "done", result: news.result, draft });
    } else tell({ kind: "running", ...news });
  }
  if (!hasEnded) tell({ kind: "failed", sentence: BROKEN, fields: {} });
}
