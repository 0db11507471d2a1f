import { readFileSync, readdirSync } from "node:fs";
import { appMark } from "./pages/app-mark.ts";
import type { BrowserScripts } from "./bundle-browser-scripts.ts";

export type StaticFile = { type: string; body: string };

/** The stylesheets in the order of their names, as one. Read at each request: whoever edits one reloads the page. */
function stylesheet(): string {
  const folder = new URL("./styles/", import.meta.url);
  return readdirSync(folder)
    .sort()
    .map((name) => readFileSync(new URL(name, folder), "utf8"))
    .join("\n");
}

/** What is served below /__stand-in/ as it is; undefined when there is no such file. */
export function staticFile(name: string, scripts: BrowserScripts): StaticFile | undefined {
  switch (name) {
    case "app-bridge.js":
      return { type: "text/javascript", body: scripts.appBridge };
    case "shell.js":
      return { type: "text/javascript", body: scripts.shell };
    case "shell.css":
      return { type: "text/css", body: stylesheet() };
    case "icon.svg":
      return { type: "image/svg+xml", body: appMark.markup.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"') };
    default:
      return undefined;
  }
}
