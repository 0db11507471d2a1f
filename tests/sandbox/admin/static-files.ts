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

function fileText(path: string): string {
  return readFileSync(new URL(path, import.meta.url), "utf8");
}

/** What is served below /__stand-in/ as it is; undefined when there is no such file. */
export function staticFile(name: string, scripts: BrowserScripts): StaticFile | undefined {
  switch (name) {
    case "app-bridge.js":
      return { type: "text/javascript", body: scripts.appBridge };
    case "shell.js":
      return { type: "text/javascript", body: scripts.shell };
    case "extension.js":
      return { type: "text/javascript", body: scripts.extension };
    case "shopper.js":
      return { type: "text/javascript", body: scripts.shopper };
    case "shell.css":
      return { type: "text/css", body: stylesheet() };
    case "frame.css":
      return { type: "text/css", body: fileText("./extensions/frame.css") };
    case "shopper.css":
      return { type: "text/css", body: fileText("./shopper/shopper.css") };
    case "icon.svg":
      return { type: "image/svg+xml", body: appMark.markup.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"') };
    default:
      return undefined;
  }
}
