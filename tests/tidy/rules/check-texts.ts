import type { Problem, Rule, SourceFile } from "#tests/tidy/source-file.ts";

/** What would tie the project to one machine or one network. Spelled so that these lines do not find themselves. */
const foreign: { pattern: RegExp; advice: string }[] = [
  {
    pattern: /https?:\/\/(registry|deb|pypi|proxy)\.[a-z]/i,
    advice: "the address of a registry: each machine brings its own, leave it out.",
  },
  {
    pattern: /(?<![\w.:/-])\/(home|Users|root)\/\w/,
    advice: "a path of one machine: build it from the checkout, the temp folder or a variable.",
  },
  { pattern: /(?<![\w.])\.\.\/shared\//, advice: "a path outside the checkout: take it from a variable." },
  { pattern: /[A-Z]:\\Users\\/, advice: "a path of one machine: build it from the checkout." },
];

/** Continuous integration is told where the recorded cases lie. */
const mayLookOutside = /^\.ci\//;

export const textsAreOfNoMachine: Rule = {
  title: "no text names a registry, a path of a machine or a folder outside the checkout",
  check: (files) => files.filter(({ path }) => !mayLookOutside.test(path)).flatMap(foreignLines),
};

export const lockHasNoAddresses: Rule = {
  title: "package-lock.json holds no download addresses",
  check: (files) =>
    files
      .filter(({ path }) => path === "package-lock.json")
      .flatMap((file) =>
        linesWith(file, /"resolved": "https?:/, "set omit-lockfile-registry-resolved in .npmrc and write it again."),
      ),
};

function foreignLines(file: SourceFile): Problem[] {
  return foreign.flatMap(({ pattern, advice }) => linesWith(file, pattern, advice));
}

function linesWith(file: SourceFile, pattern: RegExp, advice: string): Problem[] {
  return file.text
    .split("\n")
    .flatMap((text, index) => (pattern.test(text) ? [{ file: file.path, line: index + 1, advice }] : []));
}
