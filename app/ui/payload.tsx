import { Box } from "@shopify/polaris";

/** Text as a machine wrote it. Scrolls inside itself, and by keyboard too. */
export function Payload({ text, label }: { text: string; label: string }) {
  return (
    <Box background="bg-surface-secondary" borderRadius="200" padding="300">
      <pre
        tabIndex={0}
        role="region"
        aria-label={label}
        style={{
          margin: 0,
          maxHeight: "24rem",
          overflow: "auto",
          font: "12px/18px ui-monospace, monospace",
          whiteSpace: "pre-wrap",
          overflowWrap: "anywhere",
        }}
      >
        {text}
      </pre>
    </Box>
  );
}
