import { expect, test } from "vitest";
import { mayAct } from "#app/domain/actions/may-act.ts";
import type { CapabilitySetting, Mode } from "#app/domain/settings.ts";

const setting = (mode: Mode, goLiveAt: string | null = "2026-11-01T00:00:00Z"): CapabilitySetting => ({
  capability: "hold",
  mode,
  goLiveAt,
  hourlyLimit: 10,
});
const order = { createdAt: "2026-11-02T00:00:00Z", isTest: false, isImported: false };

test.each(["off", "watch", "suggest", "act"] as const)("a new order is treated as the mode %s says", (mode) => {
  expect(mayAct(setting(mode), order)).toBe(mode);
});

test.each([
  ["a test order", { ...order, isTest: true }],
  ["an imported order", { ...order, isImported: true }],
  ["an order from before go-live", { ...order, createdAt: "2026-10-31T23:59:59Z" }],
])("%s is only ever watched", (_what, seen) => {
  expect(mayAct(setting("act"), seen)).toBe("watch");
  expect(mayAct(setting("suggest"), seen)).toBe("watch");
  expect(mayAct(setting("off"), seen)).toBe("off");
});

test("without a go-live nothing is acted on", () => {
  expect(mayAct(setting("act", null), order)).toBe("watch");
});
