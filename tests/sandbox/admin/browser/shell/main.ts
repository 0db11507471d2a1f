/** The script of the stand-in's pages: the chrome around the app, and the shopper's panel. */
import { wirePanel } from "#tests/sandbox/admin/browser/panel/panel.ts";
import { serveFrame } from "./app-frame.ts";
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
