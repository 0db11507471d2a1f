import { BlockStack, Button, InlineError } from "@shopify/polaris";
import { useId, useState } from "react";
import { downloadFile } from "#app/ui/download-file.ts";

/** @param path "template", or the number of a version. @returns why there is no file, or undefined once it is saved. */
export function downloadRates(path: string, name: string): Promise<string | undefined> {
  return downloadFile(`/app/rate-files/${path}`, name, "The file could not be fetched. Try again.");
}

export type FileButtonProps = { path: string; name: string; label: string; variant?: "plain" };

/** Saves a file of rates, or says below the button why it cannot be had. */
export function FileButton({ path, name, label, variant }: FileButtonProps) {
  const id = useId();
  const [isLoading, setLoading] = useState(false);
  const [problem, setProblem] = useState<string>();
  const download = async () => {
    setLoading(true);
    setProblem(await downloadRates(path, name));
    setLoading(false);
  };
  return (
    <BlockStack gap="100">
      <Button variant={variant} loading={isLoading} onClick={() => void download()}>
        {label}
      </Button>
      {problem !== undefined && <InlineError fieldID={id} message={problem} />}
    </BlockStack>
  );
}
