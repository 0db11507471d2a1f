import { Button, InlineError } from "@shopify/polaris";
import { useId, useState } from "react";
import { saveFile } from "#app/ui/save-file.ts";

/** Saves a document's PDF. App Bridge puts the session token on the request, so it works inside the admin's frame. */
export function DownloadButton({ documentId, label }: { documentId: string; label: string }) {
  const id = useId();
  const [state, setState] = useState<"idle" | "loading" | "failed">("idle");
  const download = async () => {
    setState("loading");
    try {
      const answer = await fetch(`/app/documents/${documentId}`);
      if (!answer.ok) throw new Error(`The document was answered with ${answer.status}.`);
      saveFile(await answer.blob(), `${label}.pdf`);
      setState("idle");
    } catch {
      setState("failed");
    }
  };
  return (
    <>
      <Button
        size="slim"
        loading={state === "loading"}
        onClick={() => void download()}
        accessibilityLabel={`Download ${label} as PDF`}
      >
        PDF
      </Button>
      {state === "failed" && <InlineError fieldID={id} message="The PDF could not be fetched. Try again." />}
    </>
  );
}
