import { keyOf, sides } from "#tests/crash-sites/sites/crash-site.ts";
import { listCrashSites } from "#tests/crash-sites/sites/list-crash-sites.ts";
import type { SourceFile } from "#tests/tidy/source-file.ts";
import { writeCrashSitesInto } from "./write-crash-sites-into.ts";

export type Instrumented = {
  /** Every site with each of its sides, and the code it stands in. */
  codeByKey: Map<string, string>;
  /** Text by path, as the preload reads it: also of modules without a site, so that all are of the same moment. */
  sources: Record<string, string>;
};

/** The app's sources with their crash sites, and what there is to be hit. */
export function instrument(files: readonly SourceFile[]): Instrumented {
  const listed = listCrashSites(files);
  return {
    codeByKey: new Map(
      listed.sites.flatMap(({ name, code }) => sides.map((side) => [keyOf(name, side), code] as const)),
    ),
    sources: Object.fromEntries(listed.modules.map((file) => [file.path, writeCrashSitesInto(file)])),
  };
}
