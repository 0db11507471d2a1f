import ts from "typescript";

/** One text file of the project. The syntax tree is made when a rule first asks for it, and only once. */
export type SourceFile = {
  /** From the checkout, with slashes: "app/domain/decide-order.ts". */
  path: string;
  text: string;
  isCode: boolean;
  tree(): ts.SourceFile;
};

/** A breach of a house rule: where it is, and what to do instead. */
export type Problem = { file: string; line: number; advice: string };

export type Rule = {
  /** A sentence that is true when there is no problem. */
  title: string;
  check(files: readonly SourceFile[]): Problem[];
};

const kindByEnding: Record<string, ts.ScriptKind> = {
  ".ts": ts.ScriptKind.TS,
  ".tsx": ts.ScriptKind.TSX,
  ".js": ts.ScriptKind.JS,
  ".mjs": ts.ScriptKind.JS,
};

export function sourceFile(path: string, text: string): SourceFile {
  const kind = kindByEnding[/\.[a-z]+$/.exec(path)?.[0] ?? ""];
  let tree: ts.SourceFile | undefined;
  return {
    path,
    text,
    isCode: kind !== undefined,
    tree: () => (tree ??= ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind)),
  };
}

/** The line of a node, counted from 1 as editors do. */
export function lineOf(node: ts.Node): number {
  const tree = node.getSourceFile();
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

/** Calls `visit` for every node of the tree, parents first. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** The code files among `files` whose path begins with one of `folders`. */
export function codeIn(files: readonly SourceFile[], ...folders: string[]): SourceFile[] {
  return files.filter((file) => file.isCode && folders.some((folder) => file.path.startsWith(folder)));
}

/** One line for each problem, in the form that editors and terminals turn into a link. */
export function describeProblems(problems: readonly Problem[]): string {
  return problems.map(({ file, line, advice }) => `${file}:${line} ${advice}`).join("\n");
}
