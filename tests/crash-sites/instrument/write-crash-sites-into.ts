import { findAwaits } from "#tests/crash-sites/sites/find-awaits.ts";
import type { SourceFile } from "#tests/tidy/source-file.ts";

/**
 * The text of a file in which every await tells the preload where it is: `await x` becomes
 * `await crashSite("app/... 1", x)`, a `for await` the same over its loop. Types stay, and no line moves.
 */
export function writeCrashSitesInto(file: SourceFile): string {
  const insertions = findAwaits(file).flatMap(({ site, isLoop, from, to }) => [
    { at: from, text: `globalThis.${isLoop ? "crashLoop" : "crashSite"}(${JSON.stringify(site.name)}, ` },
    { at: to, text: ")" },
  ]);
  // At one place what closes comes before what opens, and of two that open there the outer one was found first.
  const inOrder = insertions
    .map((insertion, index) => ({ ...insertion, index }))
    .sort((a, b) => a.at - b.at || rank(a.text) - rank(b.text) || a.index - b.index);
  let text = "";
  let done = 0;
  for (const insertion of inOrder) {
    text += file.text.slice(done, insertion.at) + insertion.text;
    done = insertion.at;
  }
  return text + file.text.slice(done);
}

function rank(text: string): number {
  return text === ")" ? 0 : 1;
}
