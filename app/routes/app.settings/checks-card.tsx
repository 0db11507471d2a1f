import { Card, FormLayout, Select, TextField } from "@shopify/polaris";
import type { SettingsDraft } from "./settings-draft.ts";

export type SettingsPartProps = {
  draft: SettingsDraft;
  fields: Record<string, string>;
  onChange: (changed: Partial<SettingsDraft>) => void;
};

const riskLevels: { value: SettingsDraft["holdRiskLevel"]; label: string }[] = [
  { value: "MEDIUM", label: "Medium or high" },
  { value: "HIGH", label: "High" },
  { value: "NEVER", label: "Never" },
];

/** What counts as suspicious. */
export function ChecksCard({ draft, fields, onChange }: SettingsPartProps) {
  return (
    <Card>
      <FormLayout>
        <TextField
          label="A second order counts as a duplicate within"
          suffix="minutes"
          type="number"
          min={0}
          autoComplete="off"
          value={draft.duplicateWindowMinutes}
          helpText="Same buyer, same goods. 0 looks for none."
          error={fields.duplicateWindowMinutes}
          onChange={(duplicateWindowMinutes) => onChange({ duplicateWindowMinutes })}
        />
        <Select
          label="Hold orders whose risk of fraud is"
          options={riskLevels}
          value={draft.holdRiskLevel}
          error={fields.holdRiskLevel}
          onChange={(level: SettingsDraft["holdRiskLevel"]) => onChange({ holdRiskLevel: level })}
        />
      </FormLayout>
    </Card>
  );
}
