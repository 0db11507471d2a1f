import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildIfChanged } from "#tests/support/build.ts";
import { clone } from "#tests/support/postgres/place.ts";

export type Route = {
  id: string;
  hasLoader: boolean;
  hasAction: boolean;
  /** A page has something to render; a resource answers bytes or JSON. */
  isPage: boolean;
};

type Build = {
  routes: Record<string, { id: string; module: { loader?: unknown; action?: unknown; default?: unknown } }>;
};

/** The routes of the built app, as the web process itself loads them. */
export async function readRouteTable(): Promise<Route[]> {
  const file = join(clone, "build/server/index.js");
  await buildIfChanged();
  const build = (await import(pathToFileURL(file).href)) as Build;
  return Object.values(build.routes).map(({ id, module }) => ({
    id,
    hasLoader: module.loader !== undefined,
    hasAction: module.action !== undefined,
    isPage: module.default !== undefined,
  }));
}

/** The ids that the sources have routes for, as they stand in the folder. */
export async function readRouteFiles(): Promise<string[]> {
  const entries = await readdir(join(clone, "app/routes"), { recursive: true });
  const found = entries.map((entry) => /^([^/]+?)(?:\.tsx?|\/route\.tsx?)$/.exec(entry)?.[1]);
  return found.filter((name) => name !== undefined).map((name) => `routes/${name}`);
}

const INTENT = /\bintent:\s*z\s*\.(?:enum\(\[([^\]]*)\]|literal\("([^"]+)"\))|get\("intent"\)\s*[!=]==\s*"([^"]+)"/g;

/** What the action of a route can be asked to do: the words its parsers take as `intent`, read from its sources. */
export async function readIntents(routeId: string): Promise<string[]> {
  const texts = await readSources(join(clone, "app", routeId));
  const intents = texts.flatMap((text) =>
    [...text.matchAll(INTENT)].flatMap(([, many, literal, compared]) =>
      many === undefined ? [literal ?? compared!] : [...many.matchAll(/"([^"]+)"/g)].map(([, each]) => each!),
    ),
  );
  return [...new Set(intents)].sort();
}

async function readSources(path: string): Promise<string[]> {
  const single = [".ts", ".tsx"].map((ending) => `${path}${ending}`).filter((file) => existsSync(file));
  const entries = existsSync(path) ? await readdir(path, { recursive: true, withFileTypes: true }) : [];
  const inFolder = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all([...single, ...inFolder].map((file) => readFile(file, "utf8")));
}
