import { keyOf, sides } from "#tests/crash-sites/sites/crash-site.ts";
import { listCrashSites } from "#tests/crash-sites/sites/list-crash-sites.ts";
import type { SourceFile } from "#tests/tidy/source-file.ts";
import { writeCrashSitesInto } from "./write-crash-sites-into.ts";

export type Instrumented = {
  /** Every site with each of its sides. */
  keys: string[];
  /** Text by path, as the preload reads it. */
  sources: Record<string, string>;
};

/** The app's sources with their crash sites, and what there is to be hit. */
export function instrument(files: readonly SourceFile[]): Instrumented {
  const listed = listCrashSites(files);
  return {
    keys: listed.sites.flatMap(({ name }) => sides.map((side) => keyOf(name, side))),
    sources: Object.fromEntries(listed.files.map((file) => [file.path, writeCrashSitesInto(file)])),
  };
}
