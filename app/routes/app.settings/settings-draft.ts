import { dayInZone } from "#app/domain/basics/zone-day.ts";
import { CAPABILITIES, type Capability, type Mode, type ShopSettings } from "#app/domain/settings.ts";

/** The form as it stands on the page: what is typed is text until it is saved. */
export type SettingsDraft = {
  capabilities: Record<Capability, CapabilityDraft>;
  duplicateWindowMinutes: string;
  holdRiskLevel: ShopSettings["holdRiskLevel"];
  allowedBorderCrossings: string[];
  invoiceSeriesPrefix: string;
  seller: Record<keyof ShopSettings["seller"], string>;
};

/** `goLiveDay` is a calendar day of the shop, or empty. */
export type CapabilityDraft = { mode: Mode; goLiveDay: string; hourlyLimit: string };

/** The form as it is before anybody touches it. */
export function draftOf(settings: ShopSettings): SettingsDraft {
  const capabilities = CAPABILITIES.map((capability) => {
    const { mode, goLiveAt, hourlyLimit } = settings.capabilities[capability];
    const goLiveDay = goLiveAt === null ? "" : dayInZone(goLiveAt, settings.timeZone);
    return [capability, { mode, goLiveDay, hourlyLimit: String(hourlyLimit) }] as const;
  });
  const { seller } = settings;
  return {
    capabilities: Object.fromEntries(capabilities) as SettingsDraft["capabilities"],
    duplicateWindowMinutes: String(settings.duplicateWindowMinutes),
    holdRiskLevel: settings.holdRiskLevel,
    allowedBorderCrossings: settings.allowedBorderCrossings,
    invoiceSeriesPrefix: settings.invoiceSeriesPrefix,
    seller: { ...seller, vatId: seller.vatId ?? "" },
  };
}

/** Whether two forms say the same. */
export function isSameDraft(left: SettingsDraft, right: SettingsDraft): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
