import type { ShellData } from "#tests/sandbox/admin/pages/render-shell.ts";
import { byId } from "#tests/sandbox/admin/browser/element.ts";

/** What the server wrote into the page. */
export const pageData = JSON.parse(byId("page-data").textContent) as ShellData;
