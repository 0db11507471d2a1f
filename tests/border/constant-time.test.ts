import ts from "typescript";
import { expect, test } from "vitest";
import { clone } from "#tests/support/postgres/place.ts";
import { readProject } from "#tests/tidy/read-project.ts";
import { lineOf, walk, type SourceFile } from "#tests/tidy/source-file.ts";

/** What somebody could guess letter by letter from the time a comparison takes. */
const SECRET = /secret|signature|hmac|digest|password|confirmationNumber|(access|refresh|session|id)Token$|^token$/i;
const EQUALITY = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
]);
const COMPARING = new Set(["equals", "compare", "localeCompare", "startsWith", "endsWith", "includes", "indexOf"]);

/** Comparisons that stop at the first difference although one side is a secret; with nothing is no comparison of secrets. */
function findEarlyStops(file: SourceFile): string[] {
  const found: string[] = [];
  walk(file.tree(), (node) => {
    if (isEarlyStop(node)) found.push(`${file.path}:${lineOf(node)} ${node.getText()}`);
  });
  return found;
}

function isEarlyStop(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node) && EQUALITY.has(node.operatorToken.kind))
    return [node.left, node.right].some(isSecret) && ![node.left, node.right].some(isNothing);
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const { name, expression } = node.expression;
  return COMPARING.has(name.text) && [expression, ...node.arguments].some(isSecret);
}

function isSecret(node: ts.Node): boolean {
  if (ts.isIdentifier(node)) return SECRET.test(node.text);
  return ts.isPropertyAccessExpression(node) && SECRET.test(node.name.text);
}

function isNothing(node: ts.Node): boolean {
  // Nor with a text of the source: no secret is written there.
  return ts.isStringLiteral(node) || node.kind === ts.SyntaxKind.NullKeyword || node.getText() === "undefined";
}

function sourceOf(text: string): SourceFile {
  const tree = ts.createSourceFile("app/check.ts", text, ts.ScriptTarget.Latest, true);
  return { path: "app/check.ts", text, isCode: true, tree: () => tree };
}

test("no secret, signature or token of the app is compared with something that stops at the first difference", () => {
  const files = readProject(clone).filter(({ path }) => /^app\/.*\.tsx?$/.test(path));
  expect(files.length).toBeGreaterThan(200);
  expect(files.flatMap(findEarlyStops)).toEqual([]);
});

test("every place that judges a signature or a number that opens an order compares in constant time", () => {
  const files = readProject(clone).filter(
    ({ path, text }) => path.startsWith("app/") && /timingSafeEqual\(/.test(text),
  );
  expect(files.map(({ path }) => path).sort()).toEqual([
    "app/processes/check-signature.ts",
    "app/queries/read-shopper-order.ts",
  ]);
});

test.each([
  "if (signature === wanted) accept();",
  "const isRight = given == env.secret;",
  "return request.accessToken !== session.accessToken;",
  "return Buffer.from(given).equals(digest);",
  "return given.startsWith(hmac);",
])("such a comparison is found: %s", (text) => {
  expect(findEarlyStops(sourceOf(text))).toHaveLength(1);
});

test.each([
  "return signature === undefined;",
  "return secret !== '';",
  "return digest(a) === undefined;",
  "return a === b;",
])("a comparison with nothing, or of what is no secret, is left alone: %s", (text) => {
  expect(findEarlyStops(sourceOf(text))).toEqual([]);
});
