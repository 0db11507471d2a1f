import { pageData } from "./page-data.ts";

/**
 * Where a link of an admin extension leads: `app:` is a page of the app, `shopify:admin/` one of the admin, both in this window;
 * the rest of the web opens beside it (https://shopify.dev/docs/api/admin-extensions/latest#navigating).
 */
export function openFromExtension(address: URL): void {
  const path = `/${address.href.replace(/^(app:|shopify:(\/\/)?admin)\/*/, "")}`;
  if (address.protocol === "app:") return location.assign(pageData.appPath + path);
  if (address.protocol === "shopify:") return location.assign(pageData.storePath + path);
  window.open(address, "_blank", "noopener");
}
