import type { Mode } from "#app/domain/settings.ts";
import { atelierNord, harbourAndPine, mesaPaper, type ShopProfile } from "#tests/sandbox/merchant/shop-profiles.ts";

/** The shops that the demo sets up, each with how far its merchant lets the app go. */
export const demoShops: { profile: ShopProfile; mode: Mode }[] = [
  { profile: harbourAndPine, mode: "act" },
  { profile: atelierNord, mode: "watch" },
];

/** Left for the newcomer to install the app on. */
export const shopWithoutApp = mesaPaper.domain;
