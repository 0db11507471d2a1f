import { Text } from "@shopify/polaris";
import type { CSSProperties } from "react";
import { formatMoney } from "#app/ui/words/format-money.ts";
import { sayWeight } from "./rate-words.ts";

export type RatesTableProps = {
  /** What it is a table of, for who does not see it. */
  label: string;
  zones: { name: string; note: string }[];
  steps: { upToGrams: number; pricesMinor: (number | null)[] }[];
  currency: string;
};

// So few are read better side by side than spread over the page.
const FEW_ZONES = 3;

const cell: CSSProperties = { padding: "6px 12px", textAlign: "right", whiteSpace: "nowrap" };
const line: CSSProperties = { borderTop: "1px solid var(--p-color-border-secondary)" };
const first: CSSProperties = {
  ...cell,
  textAlign: "left",
  position: "sticky",
  left: 0,
  background: "var(--p-color-bg-surface)",
};

/** Prices by weight and zone. Wider than a phone it is pushed sideways, the weights stay. */
export function RatesTable({ label, zones, steps, currency }: RatesTableProps) {
  return (
    // Pushed by keyboard too.
    <div role="region" aria-label={label} tabIndex={0} style={{ overflowX: "auto" }}>
      <table style={{ borderCollapse: "collapse", minWidth: zones.length > FEW_ZONES ? "100%" : "auto" }}>
        <thead>
          <tr>
            <th scope="col" style={first}>
              Up to
            </th>
            {zones.map(({ name, note }) => (
              <th key={name} scope="col" style={cell}>
                <Text as="span" fontWeight="semibold">
                  {name}
                </Text>
                <br />
                <Text as="span" tone="subdued" fontWeight="regular">
                  {note}
                </Text>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {steps.map(({ upToGrams, pricesMinor }) => (
            <tr key={upToGrams} style={line}>
              <th scope="row" style={{ ...first, fontWeight: "var(--p-font-weight-regular)" }}>
                {sayWeight(upToGrams)}
              </th>
              {pricesMinor.map((minor, zone) => (
                <td key={zones[zone]?.name} style={cell}>
                  <Text as="span" numeric>
                    {minor === null ? "" : formatMoney(minor, currency)}
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
