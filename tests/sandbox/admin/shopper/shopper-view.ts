import type { ExtensionTarget } from "#tests/sandbox/admin/extensions/frame-data.ts";
import type { Viewer } from "#tests/sandbox/admin/extensions/order-in-frame.ts";
import type { OrderDetail } from "#tests/sandbox/admin/order-detail.ts";
import type { ShopSummary } from "#tests/sandbox/admin/sandbox-client.ts";

/** Which of the shopper's pages is shown, and through whose eyes. */
export type ShopperView = {
  shop: ShopSummary;
  order: OrderDetail;
  target: ExtensionTarget;
  viewer: Viewer;
  locale: string;
  appName: string;
  /** Languages of the extension; none when the app has no extension for the page, or no longer. */
  locales: string[];
};
