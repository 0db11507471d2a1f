/** The script of the shopper's pages: it serves the extension's frame and keeps the page in step with the sandbox. */
import { byId } from "#tests/sandbox/admin/browser/element.ts";
import { followPage } from "#tests/sandbox/admin/browser/host/follow-page.ts";
import { serveExtensions } from "#tests/sandbox/admin/browser/host/serve-extensions.ts";
import { showPlainToast } from "#tests/sandbox/admin/browser/host/show-plain-toast.ts";
import type { OrderInFrame } from "#tests/sandbox/admin/extensions/frame-data.ts";

const { orderChanged } = serveExtensions({
  showToast: showPlainToast,
  // A shopper's page leads out into the web and nowhere else.
  open: (address) => void window.open(address, "_blank", "noopener"),
});
followPage(() => orderChanged(JSON.parse(byId("order-in-frame").textContent) as OrderInFrame));
