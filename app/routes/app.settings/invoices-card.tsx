import { Card, FormLayout, TextField } from "@shopify/polaris";
import type { SettingsPartProps } from "./checks-card.tsx";
import type { SettingsDraft } from "./settings-draft.ts";

type SellerField = keyof SettingsDraft["seller"];

/** The seller as invoices print it, and the letters every number begins with. */
export function InvoicesCard({ draft, fields, onChange }: SettingsPartProps) {
  const seller = (field: SellerField, label: string, autoComplete: string, helpText?: string) => (
    <TextField
      label={label}
      autoComplete={autoComplete}
      helpText={helpText}
      value={draft.seller[field]}
      error={fields[`seller.${field}`]}
      onChange={(value) => onChange({ seller: { ...draft.seller, [field]: value } })}
    />
  );
  return (
    <Card>
      <FormLayout>
        <TextField
          label="Numbers begin with"
          autoComplete="off"
          maxLength={10}
          value={draft.invoiceSeriesPrefix}
          helpText={`The first of the year is ${draft.invoiceSeriesPrefix || "INV"}-2026-00001. A new beginning starts a new series at 1.`}
          error={fields.invoiceSeriesPrefix}
          onChange={(invoiceSeriesPrefix) => onChange({ invoiceSeriesPrefix })}
        />
        {seller("name", "Seller", "organization")}
        {seller("address1", "Street and number", "address-line1")}
        <FormLayout.Group condensed>
          {seller("zip", "Postal code", "postal-code")}
          {seller("city", "City", "address-level2")}
          {seller("countryCode", "Country", "country", "Two letters, such as DE.")}
        </FormLayout.Group>
        {seller("vatId", "VAT id", "off", "With its country, such as DE123456789. Leave empty if there is none.")}
      </FormLayout>
    </Card>
  );
}
