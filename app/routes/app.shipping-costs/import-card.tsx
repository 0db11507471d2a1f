import { Banner, BlockStack, Button, Card, DropZone, InlineStack, List, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { FileButton } from "./file-button.tsx";
import { PreviewChanges } from "./preview-changes.tsx";
import { useImport, type ImportForm } from "./use-import.ts";

/** A file of rates is chosen, what it would change is shown, and then it is saved, or nothing is. */
export function ImportCard({ onClose }: { onClose: () => void }) {
  const form = useImport(onClose);
  const [why, setWhy] = useState("");
  const { preview } = form;
  const changesNothing =
    preview !== undefined && preview.added + preview.changed + preview.removed + preview.zonesChanged === 0;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Import rates
          </Text>
          <Text as="p" tone="subdued">
            A CSV file with a line for each price: service, zone, destinations, days, weight and price. It takes the
            place of all rates that hold now; what it would change is shown first.
          </Text>
        </BlockStack>
        <DropZone
          accept=".csv,text/csv"
          type="file"
          allowMultiple={false}
          variableHeight
          label="File of rates"
          labelHidden
          disabled={form.isBusy}
          onDrop={(_all, [file]) => file && form.choose(file)}
        >
          <DropZone.FileUpload actionTitle="Choose a file" actionHint={form.name ?? "or drop a CSV file here"} />
        </DropZone>
        <FileProblems form={form} />
        {form.isBusy && !preview && <Text as="p">Reading the file.</Text>}
        {preview && (
          <>
            <PreviewChanges preview={preview} />
            {!changesNothing && (
              <TextField
                label="Why (optional)"
                autoComplete="off"
                maxLength={300}
                value={why}
                helpText="Stands in the list of versions: “Prices of January 2027”."
                onChange={setWhy}
              />
            )}
          </>
        )}
        <InlineStack gap="200" blockAlign="center">
          <Button
            variant="primary"
            disabled={!preview || changesNothing}
            loading={form.isBusy && preview !== undefined}
            onClick={() => form.save(why)}
          >
            Save these rates
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          <FileButton path="template" name="shipping-rates-template.csv" label="Download a template" variant="plain" />
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

/** What is wrong with the file, line by line. */
function FileProblems({ form: { problem, lines } }: { form: ImportForm }) {
  if (problem === undefined) return null;
  return (
    <Banner tone="critical" title={problem}>
      {lines.length > 0 && (
        <List>
          {lines.map(({ line, column, sentence }) => (
            <List.Item key={`${line} ${column} ${sentence}`}>
              {line !== null && (
                <Text as="span" fontWeight="semibold">
                  {`Line ${line}${column === null ? "" : `, ${column}`}: `}
                </Text>
              )}
              {sentence}
            </List.Item>
          ))}
        </List>
      )}
    </Banner>
  );
}
