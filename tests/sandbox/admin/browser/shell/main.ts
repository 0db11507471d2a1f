/** The script of the stand-in's pages: the chrome around the app, and the shopper's panel. */
import { wirePanel } from "#tests/sandbox/admin/browser/panel/panel.ts";
import { followPage } from "#tests/sandbox/admin/browser/host/follow-page.ts";
import { serveExtensions } from "#tests/sandbox/admin/browser/host/serve-extensions.ts";
import { showPlainToast } from "#tests/sandbox/admin/browser/host/show-plain-toast.ts";
import { serveFrame } from "./app-frame.ts";
import { openFromExtension } from "./open-from-extension.ts";
import { wireNavigation, wireShopMenu } from "./menus.ts";
import { wireAppLink } from "./navigate-app.ts";
import { wireSearch } from "./search.ts";

const frame = document.getElementById("app");
if (frame instanceof HTMLIFrameElement) serveFrame(frame);
wireAppLink();
wireNavigation();
wireShopMenu();
wireSearch();
wirePanel();
serveExtensions({ showToast: showPlainToast, open: openFromExtension });
followPage(() => {});
