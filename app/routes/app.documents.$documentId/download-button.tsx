import { Button, InlineError } from "@shopify/polaris";
import { useId, useState } from "react";
import { downloadFile } from "#app/ui/download-file.ts";

/** Saves a document's PDF, or says beside the button why it cannot be had. */
export function DownloadButton({ documentId, label }: { documentId: string; label: string }) {
  const id = useId();
  const [isLoading, setLoading] = useState(false);
  const [problem, setProblem] = useState<string>();
  const download = async () => {
    setLoading(true);
    const failed = "The PDF could not be fetched. Try again.";
    setProblem(await downloadFile(`/app/documents/${documentId}`, `${label}.pdf`, failed));
    setLoading(false);
  };
  return (
    <>
      <Button
        size="slim"
        loading={isLoading}
        onClick={() => void download()}
        accessibilityLabel={`Download ${label} as PDF`}
      >
        PDF
      </Button>
      {problem !== undefined && <InlineError fieldID={id} message={problem} />}
    </>
  );
}
