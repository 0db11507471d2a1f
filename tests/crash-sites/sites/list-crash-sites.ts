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
  /** Modules that run on the way from receipt to done. */
  modules: SourceFile[];
  /** The entries of the table of exceptions, with how many awaits each excepts. */
  leftOut: { entry: LeftOut; count: number }[];
};

/** Every place between receipt and done at which the app waits for something, and so may die. */
export function listCrashSites(files: readonly SourceFile[]): CrashSites {
  const clicks = files.map(({ path }) => path).filter((path) => CLICKS.test(path));
  const modules = findModules(files, [...ROOTS, ...clicks]);
  const awaits = modules.flatMap((file) => findAwaits(file).map(({ site }) => site));
  const entryByAwait = new Map(awaits.map((site) => [site, leftOut.find((entry) => isOf(entry, site))]));
  const sites = awaits.filter((site) => entryByAwait.get(site) === undefined);
  const excepting = [...entryByAwait.values()];
  return {
    sites,
    modules,
    leftOut: leftOut.map((entry) => ({ entry, count: excepting.filter((each) => each === entry).length })),
  };
}

function isOf({ file, within }: LeftOut, site: CrashSite): boolean {
  return file === site.file && (within ?? site.within) === site.within;
}
