/** What the block needs of the page it stands on, the same for every page it may stand on. */
export type OrderPage = {
  name: "order-status" | "thank-you";
  /** The order as the page knows it now; undefined before it does. Read while rendering, so that a change renders again. */
  readOrder(): { orderId: string; confirmationNumber: string | undefined } | undefined;
  /** Calls the listener each time the page says that the order has changed. Returns how to stop. */
  onChange(listener: () => void): () => void;
  /** A session token, fresh: it lives five minutes. */
  fetchToken(): Promise<string>;
  translate: Translate;
  formatTime(at: Date): string;
  formatDay(day: Date): string;
  /** Leads to signing in; undefined for who has signed in, and where the page does not offer it. */
  readSignIn(): (() => void) | undefined;
};

export type Translate = (key: string, values?: Record<string, string | number>) => string;

/** The decimal digits at the end of an id of Shopify's: "gid://shopify/Order/1001" and "…/OrderIdentity/1001" are one order. */
export function digitsOf(gid: string): string {
  return /\d+$/.exec(gid)?.[0] ?? "";
}
