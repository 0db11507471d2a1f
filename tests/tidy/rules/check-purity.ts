import ts from "typescript";
import { importsOf } from "#tests/tidy/imports-of.ts";
import { codeIn, lineOf, walk, type Problem, type Rule, type SourceFile } from "#tests/tidy/source-file.ts";

/** Names that reach the world outside the arguments. */
const impureNames = new Map([
  ["console", "return what you want to tell"],
  ["process", "take the value as an argument"],
  ["globalThis", "take the value as an argument"],
  ["window", "take the value as an argument"],
  ["document", "take the value as an argument"],
  ["performance", "take `now: Date` as an argument"],
  ["crypto", "take ids and random numbers as arguments"],
  ["fetch", "let an adapter fetch and pass the answer in"],
  ["Promise", "an asynchronous step belongs into pipeline/ or an adapter"],
  ["setTimeout", "take `now: Date` and return when to come back"],
  ["setInterval", "take `now: Date` and return when to come back"],
  ["queueMicrotask", "an asynchronous step belongs into pipeline/ or an adapter"],
]);

/** Methods of Date that answer in the time zone of the machine they run on. */
const localTime = /^(get|set)(FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds)$|^getTimezoneOffset$/;

export const domainIsPure: Rule = {
  title: "app/domain is pure: no packages, no clock, no randomness, nothing asynchronous, no state",
  check: (files) => codeIn(files, "app/domain/").flatMap((file) => [...impureImports(file), ...impureSyntax(file)]),
};

function impureImports(file: SourceFile): Problem[] {
  return importsOf(file)
    .filter((found) => !found.path?.startsWith("app/domain/"))
    .map(({ specifier, line }) => ({
      file: file.path,
      line,
      advice: `domain/ imports nothing but itself, so not ${specifier}: take the data as an argument.`,
    }));
}

function impureSyntax(file: SourceFile): Problem[] {
  const problems: Problem[] = [];
  const own = namesDeclaredIn(file);
  walk(file.tree(), (node) => {
    const advice = adviceFor(node, own);
    if (advice !== undefined) problems.push({ file: file.path, line: lineOf(node), advice });
  });
  return problems;
}

/** A `document` of ours is an invoice, not the browser's. */
function namesDeclaredIn(file: SourceFile): Set<string> {
  const names = new Set<string>();
  walk(file.tree(), (node) => {
    const declares =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node);
    if (declares && node.name && ts.isIdentifier(node.name)) names.add(node.name.text);
  });
  return names;
}

function adviceFor(node: ts.Node, own: Set<string>): string | undefined {
  if (node.kind === ts.SyntaxKind.AsyncKeyword || ts.isAwaitExpression(node)) {
    return "domain/ is synchronous: let the caller wait and pass the result in.";
  }
  if (ts.isNewExpression(node) && nameOf(node.expression) === "Date" && !node.arguments?.length) {
    return "new Date() reads the clock: take `now: Date` as an argument.";
  }
  if (ts.isCallExpression(node) && nameOf(node.expression) === "Date") {
    return "Date() reads the clock: take `now: Date` as an argument.";
  }
  if (ts.isPropertyAccessExpression(node)) return adviceForMember(node);
  if (
    ts.isVariableStatement(node) &&
    ts.isSourceFile(node.parent) &&
    !(node.declarationList.flags & ts.NodeFlags.Const)
  ) {
    return "a variable of the module is state: pass it in and return it.";
  }
  return ts.isIdentifier(node) && isReference(node) && !own.has(node.text) ? adviceForName(node.text) : undefined;
}

function adviceForMember({ expression, name }: ts.PropertyAccessExpression): string | undefined {
  const owner = nameOf(expression);
  if (owner === "Date" && name.text === "now") return "Date.now() reads the clock: take `now: Date` as an argument.";
  if (owner === "Math" && name.text === "random")
    return "Math.random() is chance: take a seeded generator as an argument.";
  if (localTime.test(name.text)) return `${name.text}() answers in the machine's time zone: use the UTC form.`;
  return undefined;
}

function adviceForName(name: string): string | undefined {
  const instead = impureNames.get(name);
  return instead && `${name} does not belong into domain/: ${instead}.`;
}

/** Whether the identifier is read as a value or named as a type, not the name of a member or of a declaration. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  const declares =
    ts.isPropertySignature(parent) ||
    ts.isParameter(parent) ||
    ts.isVariableDeclaration(parent) ||
    ts.isBindingElement(parent);
  return !(declares && parent.name === node);
}

function nameOf(node: ts.Node): string | undefined {
  return ts.isIdentifier(node) ? node.text : undefined;
}
