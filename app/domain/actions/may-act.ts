import type { CapabilitySetting } from "#app/domain/settings.ts";

/**
 * How far a capability may go with one order: its mode, but never beyond Watch for an order that was imported, is a
 * test, or is older than the capability's go-live.
 */
export function mayAct(
  setting: CapabilitySetting,
  order: { createdAt: string; isTest: boolean; isImported: boolean },
): CapabilitySetting["mode"] {
  if (setting.mode === "off" || setting.mode === "watch") return setting.mode;
  if (order.isTest || order.isImported) return "watch";
  const isOlder = setting.goLiveAt === null || Date.parse(order.createdAt) < Date.parse(setting.goLiveAt);
  return isOlder ? "watch" : setting.mode;
}
