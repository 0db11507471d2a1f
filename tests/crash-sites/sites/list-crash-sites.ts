import type { SourceFile } from "#tests/tidy/source-file.ts";
import type { CrashSite } from "./crash-site.ts";
import { findAwaits } from "./find-awaits.ts";
import { findModules } from "./find-modules.ts";
import { leftOut, type LeftOut } from "./left-out.ts";

/** Where everything that is to be done begins: webhooks, the worker's jobs, and what a person clicks. */
const ROOTS = ["app/processes/take-webhook.ts", "app/processes/start-web.ts", "app/processes/start-worker.ts"];
const CLICKS = /^app\/(commands\/[^/]+|answer-click\.server)\.ts$/;

export type CrashSites = {
  sites: CrashSite[];
  /** Files that have sites: those to be instrumented. */
  files: SourceFile[];
  /** Entries of the table of exceptions that except nothing. */
  idle: LeftOut[];
};

/** Every place between receipt and done at which the app waits for something, and so may die. */
export function listCrashSites(files: readonly SourceFile[]): CrashSites {
  const clicks = files.map(({ path }) => path).filter((path) => CLICKS.test(path));
  const modules = findModules(files, [...ROOTS, ...clicks]);
  const used = new Set<LeftOut>();
  const isSite = (site: CrashSite): boolean => {
    const entry = leftOut.find(({ file, within }) => file === site.file && (within ?? site.within) === site.within);
    if (entry) used.add(entry);
    return entry === undefined;
  };
  const sites = modules.flatMap((file) => findAwaits(file).map(({ site }) => site)).filter(isSite);
  const paths = new Set(sites.map(({ file }) => file));
  return {
    sites,
    files: modules.filter(({ path }) => paths.has(path)),
    idle: leftOut.filter((entry) => !used.has(entry)),
  };
}
