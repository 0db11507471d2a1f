/**
 * `node --import tests/crash-sites/instrument/preload.ts`: loads the app with its crash sites written into it, and kills the
 * process at the one it is told to. The sources come from the file that CRASH_SOURCES names, so that whatever is edited
 * meanwhile changes nothing; before it dies the process writes the site into the file that CRASH_NOTE names.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Arming, Armed } from "./arming.ts";

declare global {
  var crashSite: <T>(name: string, awaited: T) => T | Promise<Awaited<T>>;
  var crashLoop: <T>(name: string, items: AsyncIterable<T>) => AsyncIterable<T>;
}

const root = pathToFileURL(fileURLToPath(new URL("../../../", import.meta.url))).href;
const { CRASH_SOURCES, CRASH_NOTE } = process.env;
if (!CRASH_SOURCES || !CRASH_NOTE) throw new Error("CRASH_SOURCES and CRASH_NOTE must each name a file.");
const noteFile = CRASH_NOTE;
const textByPath = new Map(Object.entries(JSON.parse(readFileSync(CRASH_SOURCES, "utf8")) as Record<string, string>));

// The pages of the web process are a bundle of their own, which nothing here asks for: without it a start takes half as long.
const PAGES = `${root}build/server/index.js`;
const NO_PAGES = "export const assets = {}, entry = { module: {} }, future = {}, publicPath = '/', routes = {};";

/** Where a module of the app is found, whatever has become of its file meanwhile; undefined for everything else. */
function urlOf(specifier: string, parent: string | undefined): string | undefined {
  if (specifier === PAGES) return PAGES;
  const isOfApp = specifier.startsWith("#app/");
  if (!isOfApp && !specifier.startsWith(".")) return undefined;
  const { href } = isOfApp ? new URL(specifier.slice(1), root) : new URL(specifier, parent);
  return textByPath.has(href.slice(root.length)) ? href : undefined;
}

registerHooks({
  resolve(specifier, context, nextResolve) {
    const url = urlOf(specifier, context.parentURL);
    return url === undefined ? nextResolve(specifier, context) : { url, shortCircuit: true };
  },
  load(url, context, nextLoad) {
    if (url === PAGES) return { format: "module", source: NO_PAGES, shortCircuit: true };
    const text = url.startsWith(root) ? textByPath.get(url.slice(root.length)) : undefined;
    if (text === undefined) return nextLoad(url, context);
    return { format: "module-typescript", source: text, shortCircuit: true };
  },
});

let armed: Arming = {};
let isDying = false;
process.on("message", (message: Arming) => void (armed = message));

globalThis.crashSite = (name, awaited) => {
  const at: Armed | undefined = isDying ? undefined : armed[name];
  if (at?.asked !== undefined) {
    isDying = true;
    // What was asked leaves within these milliseconds, or does not; the answer is never heard.
    if (at.asked === 0) die(name, "asked");
    setTimeout(() => die(name, "asked"), at.asked);
    Promise.resolve(awaited).catch(() => undefined);
    return new Promise(() => undefined);
  }
  if (!at?.isAnswerArmed) return awaited;
  const dieNow = () => die(name, "answered");
  return Promise.resolve(awaited).then(dieNow, dieNow);
};

globalThis.crashLoop = (name, items) => ({
  [Symbol.asyncIterator]() {
    const iterator = items[Symbol.asyncIterator]();
    return {
      next: async () => globalThis.crashSite(name, iterator.next()),
      return: async (value?: unknown) => (await iterator.return?.(value)) ?? { done: true, value: undefined },
    };
  },
});

/** Nothing of the process runs after this: no handler, no `finally`, no last write. */
function die(name: string, side: "asked" | "answered"): never {
  writeFileSync(noteFile, `${name} ${side}`);
  process.kill(process.pid, "SIGKILL");
  for (;;);
}
