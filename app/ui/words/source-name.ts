const titles: Readonly<Record<string, string>> = {
  web: "Online store",
  pos: "Point of sale",
  shopify_draft_order: "Draft order",
  iphone: "Shopify app",
  android: "Shopify app",
};

/** Where an order was placed, as a merchant calls it. Other apps are known by their own id or handle only. */
export function sourceTitle(sourceName: string): string {
  return titles[sourceName] ?? (/^\d+$/.test(sourceName) ? `App ${sourceName}` : sourceName || "Unknown");
}
