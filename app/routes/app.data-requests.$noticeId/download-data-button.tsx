import { BlockStack, Button, InlineError } from "@shopify/polaris";
import { useId, useState } from "react";
import { useMay } from "#app/ui/shop-context.tsx";
import { saveFile } from "#app/ui/save-file.ts";

/** Saves what is kept of the customer who asked for it, to be sent to them. */
export function DownloadDataButton({ noticeId }: { noticeId: string }) {
  const id = useId();
  const may = useMay("export_personal_data");
  const [state, setState] = useState<"idle" | "loading" | "failed">("idle");
  const download = async () => {
    setState("loading");
    try {
      const answer = await fetch(`/app/data-requests/${noticeId}`);
      if (!answer.ok) throw new Error(`The customer's data was answered with ${answer.status}.`);
      saveFile(await answer.blob(), `customer-data-${noticeId}.json`);
      setState("idle");
    } catch {
      setState("failed");
    }
  };
  return (
    <BlockStack gap="100">
      <Button size="slim" disabled={!may.allowed} loading={state === "loading"} onClick={() => void download()}>
        Download the customer's data
      </Button>
      {state === "failed" && <InlineError fieldID={id} message="The data could not be fetched. Try again." />}
    </BlockStack>
  );
}
