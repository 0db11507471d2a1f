import type { SourceFile } from "#tests/tidy/source-file.ts";
import { findAwaits } from "./find-awaits.ts";
import { listCrashSites } from "./list-crash-sites.ts";

/** In words: what is a crash site, and which other awaits of app/ are none, and why. */
export function saySites(project: readonly SourceFile[]): string[] {
  const { sites, modules, leftOut } = listCrashSites(project);
  const isReached = new Set(modules.map(({ path }) => path));
  const elsewhere = project.filter(({ path }) => path.startsWith("app/") && !isReached.has(path));
  const countElsewhere = elsewhere.flatMap(findAwaits).length;
  const reasons = Map.groupBy(leftOut, ({ entry }) => entry.reason);
  const countLeftOut = leftOut.reduce((sum, { count }) => sum + count, 0);
  return [
    `app/ has ${sites.length + countLeftOut + countElsewhere} awaits. ${sites.length} of them are sites: every await of a ` +
      `module that runs with the intake of webhooks, the web process, the worker or a command for clicks, but for those ` +
      `of the table in tests/crash-sites/sites/left-out.ts.`,
    `No sites: ${countElsewhere} in ${elsewhere.length} modules that nothing of this loads: pages, which read, and for a ` +
      `click call one command and tell what came of it.`,
    ...[...reasons].map(([reason, entries]) => {
      const places = entries.map(({ entry }) => [entry.file, entry.within].filter(Boolean).join(" "));
      return `No sites: ${entries.reduce((sum, { count }) => sum + count, 0)} in ${places.join(", ")}: ${reason}.`;
    }),
  ];
}
