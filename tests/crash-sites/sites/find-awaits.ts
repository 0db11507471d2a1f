import { createHash } from "node:crypto";
import ts from "typescript";
import { lineOf, walk, type SourceFile } from "#tests/tidy/source-file.ts";
import type { CrashSite } from "./crash-site.ts";

/** An await of a file: which site it is, and what is awaited, from one character of the text to another. */
export type FoundAwait = { site: CrashSite; isLoop: boolean; from: number; to: number };

/** Every `await` and `for await` of a file, in the order of the text. */
export function findAwaits(file: SourceFile): FoundAwait[] {
  const found: FoundAwait[] = [];
  const countByFunction = new Map<string, number>();
  walk(file.tree(), (node) => {
    const awaited = awaitedBy(node);
    if (!awaited) return;
    const functions = functionsAround(node);
    const within = functions.map(nameOfFunction).join(" > ");
    const place = (countByFunction.get(within) ?? 0) + 1;
    countByFunction.set(within, place);
    const name = `${file.path} ${within === "" ? "module" : within} ${place}`;
    found.push({
      site: { name, file: file.path, within, line: lineOf(node), code: fingerprintOf(functions[0] ?? node) },
      isLoop: ts.isForOfStatement(node),
      from: awaited.getStart(file.tree()),
      to: awaited.getEnd(),
    });
  });
  return found;
}

function awaitedBy(node: ts.Node): ts.Expression | undefined {
  if (ts.isAwaitExpression(node)) return node.expression;
  return ts.isForOfStatement(node) && node.awaitModifier ? node.expression : undefined;
}

/** The functions around a node, outermost first. */
function functionsAround(node: ts.Node): ts.SignatureDeclaration[] {
  const functions: ts.SignatureDeclaration[] = [];
  for (let at: ts.Node | undefined = node.parent; at; at = at.parent) if (ts.isFunctionLike(at)) functions.unshift(at);
  return functions;
}

function fingerprintOf(node: ts.Node): string {
  return createHash("sha256").update(node.getText()).digest("hex").slice(0, 12);
}

/** A function has its own name, that of the variable or property it is the value of, or none. */
function nameOfFunction(node: ts.SignatureDeclaration): string {
  if (node.name && ts.isIdentifier(node.name)) return node.name.text;
  const { parent } = node;
  const isValue = ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent);
  return isValue && ts.isIdentifier(parent.name) ? parent.name.text : "callback";
}
