import { BlockStack, Button, InlineError } from "@shopify/polaris";
import { useId, useState } from "react";
import { downloadFile } from "#app/ui/download-file.ts";
import { useMay } from "#app/ui/shop-context.tsx";

/** Saves what is kept of the customer who asked for it, to be sent to them. */
export function DownloadDataButton({ noticeId }: { noticeId: string }) {
  const id = useId();
  const may = useMay("export_personal_data");
  const [isLoading, setLoading] = useState(false);
  const [problem, setProblem] = useState<string>();
  const download = async () => {
    setLoading(true);
    const failed = "The data could not be fetched. Try again.";
    setProblem(await downloadFile(`/app/data-requests/${noticeId}`, `customer-data-${noticeId}.json`, failed));
    setLoading(false);
  };
  return (
    <BlockStack gap="100">
      <Button size="slim" disabled={!may.allowed} loading={isLoading} onClick={() => void download()}>
        Download the customer's data
      </Button>
      {problem !== undefined && <InlineError fieldID={id} message={problem} />}
    </BlockStack>
  );
}
