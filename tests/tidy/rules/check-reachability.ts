import { posix } from "node:path";
import ts from "typescript";
import { importsOf } from "#tests/tidy/imports-of.ts";
import { codeIn, walk, type Problem, type Rule, type SourceFile } from "#tests/tidy/source-file.ts";

/** What is started by name: by a process manager, by Remix, by Vitest, by npm or by the CLI of an extension. */
const entries = [
  /^app\/processes\/(web|worker|start)\.ts$/,
  /^app\/(root\.tsx|routes\.ts|entry\.(client|server)\.tsx)$/,
  /^app\/routes\/([^/]+|[^/]+\/route)\.tsx?$/,
  /^tests\/.*\.test\.ts$/,
  /^extensions\//,
  /^prisma\//,
  /^[^/]+$/,
];

export const everyFileIsUsed: Rule = {
  title: "every file is used: an entry point leads to it, and one in app/ is needed by more than its tests",
  check: (files) => {
    const code = codeIn(files, "");
    const fileByPath = new Map(code.map((file) => [file.path, file]));
    const isEntry = (file: SourceFile) => entries.some((entry) => entry.test(file.path)) || isProgram(file);
    const scripts = namedByScripts(files);
    const started = code.filter((file) => isEntry(file) || scripts.has(file.path));
    const fromApp = reach(
      started.filter(({ path }) => path.startsWith("app/")),
      fileByPath,
    );
    const fromAll = reach(started, fileByPath);
    return code.flatMap(({ path }): Problem[] => {
      if (!fromAll.has(path))
        return [{ file: path, line: 1, advice: "nothing imports this file: use it or remove it." }];
      if (!path.startsWith("app/") || fromApp.has(path)) return [];
      return [
        { file: path, line: 1, advice: "only tests import this file: use it in the app or move it into tests/." },
      ];
    });
  },
};

/** The files that package.json's scripts start through the launcher. */
function namedByScripts(files: readonly SourceFile[]): Set<string> {
  const manifest = files.find(({ path }) => path === "package.json")?.text ?? "";
  return new Set(manifest.match(/\b(?:app|tests)\/[\w./-]+\.ts\b/g));
}

/** A tool for maintainers that a person starts by hand; app/ has no such tools. */
function isProgram({ path, text }: SourceFile): boolean {
  return path.startsWith("tests/") && text.includes("if (import.meta.main)");
}

function reach(from: SourceFile[], fileByPath: Map<string, SourceFile>): Set<string> {
  const reached = new Set(from.map(({ path }) => path));
  const queue = [...from];
  for (let file = queue.pop(); file; file = queue.pop()) {
    const next = namedBy(file).filter((path) => fileByPath.has(path) && !reached.has(path));
    for (const path of next) reached.add(path);
    queue.push(...next.map((path) => fileByPath.get(path)!));
  }
  return reached;
}

/** The files that a file imports, and those whose path it says: as a process to start, a preload, a setup file. */
function namedBy(file: SourceFile): string[] {
  const paths = importsOf(file).flatMap(({ path }) => path ?? []);
  walk(file.tree(), (node) => {
    if (!ts.isStringLiteralLike(node) || !/\.(tsx?|m?js)$/.test(node.text)) return;
    paths.push(posix.normalize(node.text), posix.join(posix.dirname(file.path), node.text));
  });
  return paths;
}
