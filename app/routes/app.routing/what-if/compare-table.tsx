import { Text } from "@shopify/polaris";
import type { CSSProperties } from "react";
import type { ComparedRow } from "./compare-tallies.ts";

const cell: CSSProperties = { padding: "6px 12px", textAlign: "right", verticalAlign: "top" };
const first: CSSProperties = { ...cell, textAlign: "left", paddingLeft: 0 };
const line: CSSProperties = { borderTop: "1px solid var(--p-color-border-secondary)" };

/** @param first what stands in the first column, where its rows do not say it themselves */
export function CompareTable({ label, first: heading, rows }: { label: string; first: string; rows: ComparedRow[] }) {
  return (
    // Wider than a phone it is pushed sideways, by keyboard too.
    <div role="region" aria-label={label} tabIndex={0} style={{ overflowX: "auto" }}>
      <table style={{ borderCollapse: "collapse", width: "100%" }}>
        <thead>
          <tr>
            {heading === "" ? (
              <td style={first} />
            ) : (
              <th scope="col" style={first}>
                {heading}
              </th>
            )}
            {["Today's policy", "The form", "Difference"].map((name) => (
              <th key={name} scope="col" style={cell}>
                <Text as="span" fontWeight="semibold">
                  {name}
                </Text>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, today, draft, difference }) => (
            <tr key={name} style={line}>
              <th scope="row" style={{ ...first, fontWeight: "var(--p-font-weight-regular)" }}>
                {name}
              </th>
              {[today, draft, difference].map((figure, column) => (
                <td key={column} style={cell}>
                  <Text as="span" numeric>
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
