import ts from "typescript";
import { codeIn, lineOf, walk, type Problem, type Rule, type SourceFile } from "#tests/tidy/source-file.ts";

const mostFileLines = 400;
const mostFunctionLines = 70;
const mostNesting = 3;
/** A callback written in place is read together with what is around it, but is a thought of its own. */
const mostNestingInCallbacks = 4;
const mostEntries = 20;

/**
 * The records grow by an entry at a time for ever; the top and app/ hold a dozen files for the tools, tests/ mirrors app/, and
 * Remix looks for every route in one folder.
 */
const mayBeLarge = new Set(["", "app", "app/routes", "tests", "docs/decisions", "prisma/migrations"]);

export const filesAreShort: Rule = {
  title: `no file has more than ${mostFileLines} lines`,
  check: (files) =>
    codeIn(files, "").flatMap((file) => {
      const lines = file.text.trimEnd().split("\n").length;
      if (lines <= mostFileLines) return [];
      return [
        { file: file.path, line: mostFileLines + 1, advice: `${lines} lines: split the file by what its parts do.` },
      ];
    }),
};

export const functionsAreShort: Rule = {
  title: `no function has more than ${mostFunctionLines} lines`,
  check: (files) =>
    codeIn(files, "").flatMap((file) =>
      functionsOf(file).flatMap((node) => {
        const lines = linesOf(node);
        if (lines <= mostFunctionLines) return [];
        return [{ file: file.path, line: lineOf(node), advice: `a function of ${lines} lines: give its steps names.` }];
      }),
    ),
};

export const nestingIsShallow: Rule = {
  title: `no function nests deeper than ${mostNesting}, or ${mostNestingInCallbacks} through callbacks`,
  check: (files) =>
    codeIn(files, "").flatMap((file) => {
      const problems: Problem[] = [];
      const report = (node: ts.Node, depth: number) =>
        problems.push({
          file: file.path,
          line: lineOf(node),
          advice: `nested ${depth} deep: return early, or move the inner part into a function.`,
        });
      measureNesting(file.tree(), { total: 0, own: 0 }, report);
      return problems;
    }),
};

export const foldersAreSmall: Rule = {
  title: `no folder has more than ${mostEntries} entries`,
  check: (files) => {
    const entriesByFolder = new Map<string, Set<string>>();
    for (const { path } of files) noteEntries(entriesByFolder, path);
    return [...entriesByFolder]
      .filter(([folder, entries]) => entries.size > mostEntries && !mayBeLarge.has(folder))
      .map(([folder, entries]) => ({
        file: folder,
        line: 1,
        advice: `${entries.size} entries: make a folder for those that belong together.`,
      }));
  },
};

function functionsOf(file: SourceFile): ts.Node[] {
  const functions: ts.Node[] = [];
  walk(file.tree(), (node) => {
    if (ts.isFunctionLike(node) && "body" in node && node.body) functions.push(node);
  });
  return functions;
}

function linesOf(node: ts.Node): number {
  const tree = node.getSourceFile();
  const lineAt = (position: number) => tree.getLineAndCharacterOfPosition(position).line;
  return lineAt(node.getEnd()) - lineAt(node.getStart(tree)) + 1;
}

/** `own` counts within the innermost function, `total` through the callbacks around it; a declared function begins anew. */
type Depth = { total: number; own: number };

function measureNesting(node: ts.Node, depth: Depth, report: (node: ts.Node, depth: number) => void): void {
  const inner = depthInside(node, depth);
  if (nests(node) && (inner.own > mostNesting || inner.total > mostNestingInCallbacks)) {
    report(node, inner.total);
    return;
  }
  ts.forEachChild(node, (child) => measureNesting(child, inner, report));
}

function depthInside(node: ts.Node, depth: Depth): Depth {
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) return { total: 0, own: 0 };
  if (ts.isFunctionLike(node)) return { total: depth.total, own: 0 };
  return nests(node) ? { total: depth.total + 1, own: depth.own + 1 } : depth;
}

function nests(node: ts.Node): boolean {
  if (ts.isIfStatement(node)) {
    // `else if` continues a list of cases, it goes no deeper.
    return !(ts.isIfStatement(node.parent) && node.parent.elseStatement === node);
  }
  return ts.isIterationStatement(node, false) || ts.isSwitchStatement(node) || ts.isTryStatement(node);
}

function noteEntries(entriesByFolder: Map<string, Set<string>>, path: string): void {
  const parts = path.split("/");
  parts.forEach((entry, index) => {
    const folder = parts.slice(0, index).join("/");
    const entries = entriesByFolder.get(folder) ?? new Set();
    entriesByFolder.set(folder, entries.add(entry));
  });
}
