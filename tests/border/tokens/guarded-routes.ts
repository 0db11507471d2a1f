import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ActionFunction, LoaderFunction } from "@remix-run/node";
import type { TokenKind } from "./forge-tokens.ts";

const folder = fileURLToPath(new URL("../../../app/routes", import.meta.url));

/** Routes that anybody may open: they show the same to everybody, or are the sign-in itself. */
const OPEN_ROUTES = new Set(["$.tsx", "_index.tsx", "auth.$.ts", "auth.login.ts"]);
const OF_BUYERS = new Set(["api.order-status/route.ts"]);

/** One way to call a route: what its module does on GET, or on POST. */
export type GuardedRoute = {
  name: string;
  kind: TokenKind;
  path: string;
  method: "GET" | "POST";
  params: Record<string, string>;
  run: LoaderFunction | ActionFunction;
};

/** Every loader and action of the app's routes, as they lie in the folder, but of those that are open to everybody. */
export async function guardedRoutes(): Promise<GuardedRoute[]> {
  const entries = await readdir(folder, { recursive: true });
  const files = entries.filter((entry) => /^[^/]+\.tsx?$|^[^/]+\/route\.tsx?$/.test(entry)).sort();
  const routes: GuardedRoute[] = [];
  for (const file of files.filter((each) => !OPEN_ROUTES.has(each))) {
    const module = (await import(join(folder, file))) as { loader?: LoaderFunction; action?: ActionFunction };
    const kind: TokenKind = OF_BUYERS.has(file) ? "buyer" : "staff";
    const common = { kind, path: pathOf(file), params: paramsOf(file) };
    if (module.loader) routes.push({ ...common, name: `GET ${file}`, method: "GET", run: module.loader });
    if (module.action) routes.push({ ...common, name: `POST ${file}`, method: "POST", run: module.action });
  }
  return routes;
}

function namesOf(file: string): string[] {
  return file
    .replace(/(\/route)?\.tsx?$/, "")
    .split(".")
    .filter((name) => !name.startsWith("_"));
}

function pathOf(file: string): string {
  return `/${namesOf(file)
    .map((name) => (name.startsWith("$") ? "1001" : name))
    .join("/")}`;
}

function paramsOf(file: string): Record<string, string> {
  const names = namesOf(file).filter((name) => name.startsWith("$"));
  return Object.fromEntries(names.map((name) => [name === "$" ? "*" : name.slice(1), "1001"]));
}
