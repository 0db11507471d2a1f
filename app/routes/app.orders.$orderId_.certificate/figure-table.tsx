import { Text } from "@shopify/polaris";

export type FigureRow = { title: string; figures: readonly string[]; isTotal?: boolean };

type FigureTableProps = { label: string; first: string; headings: readonly string[]; rows: readonly FigureRow[] };

const CELL = { padding: "var(--p-space-100) var(--p-space-200)", verticalAlign: "top" } as const;
const LINE = "1px solid var(--p-color-border-secondary)";

/** Figures in columns. On a phone it scrolls inside itself, by keyboard too. */
export function FigureTable({ label, first, headings, rows }: FigureTableProps) {
  return (
    <div tabIndex={0} role="region" aria-label={label} style={{ overflowX: "auto" }}>
      <table style={{ borderCollapse: "collapse", width: "100%" }}>
        <thead>
          <tr style={{ borderBottom: LINE }}>
            {first === "" ? (
              <td style={CELL} />
            ) : (
              <th scope="col" style={{ ...CELL, textAlign: "start" }}>
                <Text as="span" tone="subdued" fontWeight="regular">
                  {first}
                </Text>
              </th>
            )}
            {headings.map((heading) => (
              <th key={heading} scope="col" style={{ ...CELL, textAlign: "end" }}>
                <Text as="span" tone="subdued" fontWeight="regular">
                  {heading}
                </Text>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ title, figures, isTotal = false }, index) => (
            <tr key={index} style={isTotal ? { borderTop: LINE } : undefined}>
              <th scope="row" style={{ ...CELL, textAlign: "start" }}>
                <Text as="span" fontWeight={isTotal ? "semibold" : "regular"}>
                  {title}
                </Text>
              </th>
              {figures.map((figure, at) => (
                <td key={at} style={{ ...CELL, textAlign: "end" }}>
                  <Text as="span" numeric fontWeight={isTotal ? "semibold" : "regular"}>
                    {figure}
                  </Text>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
