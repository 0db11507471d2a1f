import { posix } from "node:path";
import ts from "typescript";
import { lineOf, walk, type SourceFile } from "./source-file.ts";

/** One place where a file names another module. */
export type ImportOf = {
  specifier: string;
  line: number;
  /** Erased before the program runs: `import type`, or nothing but `type` names in the braces. */
  isTypeOnly: boolean;
  /** Names nothing but types and constants in capitals: a list such as MODES is its union of literals at run time. */
  isVocabularyOnly: boolean;
  /** The path from the checkout when it is a file of the project, else undefined. */
  path: string | undefined;
};

/** The imports of a file, static, dynamic, re-exported and in types, in the order of the text. */
export function importsOf(file: SourceFile): ImportOf[] {
  const found: ImportOf[] = [];
  walk(file.tree(), (node) => {
    const specifier = specifierOf(node);
    if (specifier === undefined) return;
    found.push({
      specifier,
      line: lineOf(node),
      isTypeOnly: isTypeOnly(node),
      isVocabularyOnly:
        isTypeOnly(node) ||
        areAllNamed(node, ({ isTypeOnly, name }) => isTypeOnly || /^[A-Z][A-Z\d_]*$/.test(name.text)),
      path: resolveSpecifier(file.path, specifier),
    });
  });
  return found;
}

/** Turns "#app/db/inbox.ts" and "./inbox.ts" into "app/db/inbox.ts"; a package's name into undefined. */
export function resolveSpecifier(from: string, specifier: string): string | undefined {
  if (/^#(app|tests)\//.test(specifier)) return specifier.slice(1);
  return specifier.startsWith(".") ? posix.join(posix.dirname(from), specifier) : undefined;
}

/** "pg" for "pg", "@prisma/client" for "@prisma/client/runtime", "node:fs" for "node:fs". */
export function packageOf(specifier: string): string {
  const parts = specifier.split("/");
  return specifier.startsWith("@") ? parts.slice(0, 2).join("/") : parts[0]!;
}

function specifierOf(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return textOf(node.moduleSpecifier);
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? textOf(node.argument.literal) : undefined;
  const isDynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return isDynamic ? textOf(node.arguments[0]) : undefined;
}

function textOf(node: ts.Node | undefined): string | undefined {
  return node && ts.isStringLiteralLike(node) ? node.text : undefined;
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true;
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  if (!ts.isImportDeclaration(node)) return false;
  return node.importClause?.isTypeOnly === true || areAllNamed(node, (element) => element.isTypeOnly);
}

/** Whether the braces hold all that is imported, and each name in them passes. */
function areAllNamed(node: ts.Node, passes: (element: ts.ImportSpecifier) => boolean): boolean {
  const clause = ts.isImportDeclaration(node) ? node.importClause : undefined;
  const bindings = clause?.namedBindings;
  return !!clause && !clause.name && !!bindings && ts.isNamedImports(bindings) && bindings.elements.every(passes);
}
