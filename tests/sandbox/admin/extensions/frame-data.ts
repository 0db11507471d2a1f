/** What the server writes into an extension's frame, and `browser/extension` reads. Everything else it asks the page around it. */
export type FrameData = {
  target: ExtensionTarget;
  apiVersion: string;
  /** Origin of the page around the frame: the only window it listens to. */
  hostOrigin: string;
  /** The app's public address in the bundle, and where the app really is. */
  publicAppUrl: string;
  appUrl: string;
  /** Languages in the order of preference; the first is the buyer's or the merchant's. */
  locale: string;
  strings: Strings;
  shop: { id: string; name: string; myshopifyDomain: string };
  order: OrderInFrame;
};

export type Strings = { [key: string]: string | Strings };

/** The order as an extension is told of it; ids are gids, amounts decimal texts. */
export type OrderInFrame = {
  id: string;
  name: string;
  confirmationNumber: string;
  processedAt: string;
  cancelledAt: string | undefined;
  currency: string;
  /** gid of the customer whose page it is; undefined for a guest. */
  customerId: string | undefined;
};

/** Where the stand-in can show an extension. */
export const extensionTargets = [
  "customer-account.order-status.block.render",
  "purchase.thank-you.block.render",
  "admin.order-details.block.render",
] as const;

export type ExtensionTarget = (typeof extensionTargets)[number];

/** Answered by the page around the frame. */
export type ExtensionHostCalls = {
  /** A session token for whoever looks at the page, fresh at each call. */
  sessionToken(): string;
  /** The content's height in CSS pixels. */
  resize(heightPx: number): void;
  openAddress(href: string): void;
  showToast(text: string): void;
};

/** Answered by the frame. */
export type ExtensionFrameCalls = {
  /** The order changed while the page was open. */
  orderChanged(order: OrderInFrame): void;
};
