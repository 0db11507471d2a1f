import { useFetcher } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useEffect, useRef, useState } from "react";
import type { FileProblem } from "#app/domain/routing/prices/rate-file/file-problem.ts";
import type { RatePreview } from "#app/queries/routing/shipping-costs/preview-rate-file.ts";
import type { ImportAnswer } from "./import-answer.ts";

// As the server takes them (parse-shipping-click.ts); here it is said before anything is sent.
const MOST_BYTES = 200_000;

export type ImportForm = {
  /** The chosen file's name. */
  name: string | undefined;
  preview: RatePreview | undefined;
  problem: string | undefined;
  lines: FileProblem[];
  isBusy: boolean;
  choose: (file: File) => void;
  save: (why: string) => void;
};

/** An import step by step: a file is chosen and read by the server, its effect is shown, and then it is saved. */
export function useImport(onSaved: () => void): ImportForm {
  const fetcher = useFetcher<ImportAnswer>();
  const bridge = useAppBridge();
  const heard = useRef<ImportAnswer>();
  const [file, setFile] = useState<{ name: string; text: string }>();
  const [refused, setRefused] = useState<string>();
  const answer = fetcher.state === "idle" ? fetcher.data : undefined;
  useEffect(() => {
    if (!answer || answer === heard.current) return;
    heard.current = answer;
    if (!("said" in answer) || answer.preview) return;
    bridge.toast.show(answer.said);
    onSaved();
  }, [answer, bridge, onSaved]);
  const post = (fields: object) =>
    fetcher.submit(JSON.stringify(fields), { method: "post", encType: "application/json" });
  const choose = async (chosen: File) => {
    setRefused(undefined);
    if (chosen.size > MOST_BYTES) return setRefused("The file is larger than 200 KB. Leave out what is no rate.");
    const text = await chosen.text();
    setFile({ name: chosen.name, text });
    post({ intent: "preview", text });
  };
  const preview = answer && "said" in answer ? answer.preview : undefined;
  const problem = answer && "problem" in answer ? answer : undefined;
  return {
    name: file?.name,
    preview: refused === undefined ? preview : undefined,
    problem: refused ?? problem?.problem,
    lines: refused === undefined ? (problem?.lines ?? []) : [],
    isBusy: fetcher.state !== "idle",
    choose: (chosen) => void choose(chosen),
    save: (why) => file && preview && post({ intent: "import", text: file.text, seenVersion: preview.version, why }),
  };
}
