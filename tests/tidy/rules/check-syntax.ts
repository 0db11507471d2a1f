import ts from "typescript";
import { codeIn, lineOf, walk, type Problem, type Rule, type SourceFile } from "#tests/tidy/source-file.ts";

type Advise = (node: ts.Node, file: SourceFile) => string | undefined;

export const nothingIsAny: Rule = {
  title: "nothing is `any`, and no type error is silenced",
  check: (files) => [...check(codeIn(files, ""), adviceForAny), ...codeIn(files, "").flatMap(silencedTypeErrors)],
};

export const everyTestRuns: Rule = {
  title: "no test is left out or runs alone",
  check: (files) => check(codeIn(files, "tests/", "extensions/"), adviceForTest),
};

export const testTitlesAreSentences: Rule = {
  title: "test titles say what is, not what should be",
  check: (files) => check(codeIn(files, "tests/", "extensions/"), adviceForTitle),
};

/** Where `console` is the subject, and code that has only the browser's console to speak to. */
const mayUseConsole =
  /^(app\/log\.server\.ts|tests\/support\/guards\/catch-console-errors\.ts|tests\/sandbox\/.*\/browser\/.*)$/;

export const onlyTheLoggerWritesToTheConsole: Rule = {
  title: "nothing writes to the console but the logger",
  check: (files) => check(codeIn(files, "app/", "tests/", "extensions/"), adviceForConsole),
};

/** The frameworks find these by their default export. */
const mayExportDefault =
  /^(app\/(root\.tsx|routes\.ts|entry\.[a-z.]+)|app\/routes\/([^/]+|[^/]+\/route\.tsx?)|[^/]+\.config\.[a-z]+|extensions\/.*)$/;

export const exportsAreNamed: Rule = {
  title: "exports have names, and nothing is exported that another file defines",
  check: (files) => check(codeIn(files, ""), adviceForExport),
};

export const onlyOneFileReadsTheEnvironment: Rule = {
  title: "in app/ only env.server.ts reads process.env",
  check: (files) => check(codeIn(files, "app/"), adviceForEnvironment),
};

function check(files: SourceFile[], advise: Advise): Problem[] {
  return files.flatMap((file) => {
    const problems: Problem[] = [];
    walk(file.tree(), (node) => {
      const advice = advise(node, file);
      if (advice !== undefined) problems.push({ file: file.path, line: lineOf(node), advice });
    });
    return problems;
  });
}

function adviceForAny(node: ts.Node): string | undefined {
  return node.kind === ts.SyntaxKind.AnyKeyword
    ? "`any` switches the checks off: use `unknown` and narrow it."
    : undefined;
}

function silencedTypeErrors(file: SourceFile): Problem[] {
  return file.text.split("\n").flatMap((text, index) => {
    if (!/^\s*(\/\/|\/\*)\s*@ts-(ignore|nocheck)/.test(text)) return [];
    return [{ file: file.path, line: index + 1, advice: "a silenced type error hides the next one: mend the type." }];
  });
}

function adviceForTest(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && isTestFunction(node.expression)) {
    if (node.name.text === "only") return "`.only` keeps every other test from running: take it out.";
    if (/^(skip|todo|fails)$/.test(node.name.text))
      return `\`.${node.name.text}\` hides a failure: mend the test or remove it.`;
  }
  const isOption =
    ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && /^(only|skip|todo|fails)$/.test(node.name.text);
  const call = isOption ? node.parent.parent : undefined;
  return call && ts.isCallExpression(call) && isTestFunction(call.expression)
    ? "every test runs: take the option out."
    : undefined;
}

function adviceForTitle(node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node) || !isTestFunction(node.expression)) return undefined;
  const [title] = node.arguments;
  const says = title && ts.isStringLiteralLike(title) && /\bshould(n't)?\b/i.test(title.text);
  return says ? "write the title in the present tense, as a fact." : undefined;
}

/** test, it, describe, and their forms such as test.each(rows) and test.runIf(isRoot). */
function isTestFunction(node: ts.Expression): boolean {
  if (ts.isIdentifier(node)) return /^(test|it|describe|suite)$/.test(node.text);
  if (ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)) return isTestFunction(node.expression);
  return ts.isTaggedTemplateExpression(node) && isTestFunction(node.tag);
}

function adviceForConsole(node: ts.Node, file: SourceFile): string | undefined {
  const isConsole = ts.isPropertyAccessExpression(node) && isNamed(node.expression, "console");
  if (!isConsole || mayUseConsole.test(file.path)) return undefined;
  // A test that expects an error replaces the method: vi.spyOn(console, "error") does not come here.
  return "write to the log of app/log.server.ts; a command line tool writes to process.stdout.";
}

function adviceForExport(node: ts.Node, file: SourceFile): string | undefined {
  const hasModifier = (kind: ts.SyntaxKind) =>
    ts.canHaveModifiers(node) && !!ts.getModifiers(node)?.some((one) => one.kind === kind);
  const isDefault = (ts.isExportAssignment(node) && !node.isExportEquals) || hasModifier(ts.SyntaxKind.DefaultKeyword);
  if (isDefault && !mayExportDefault.test(file.path))
    return "give the export a name: a default one has another in each import.";
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && !mayExportDefault.test(file.path)) {
    return "no barrels: let the importer name the file that defines it.";
  }
  return undefined;
}

function adviceForEnvironment(node: ts.Node, file: SourceFile): string | undefined {
  const reads = ts.isPropertyAccessExpression(node) && isNamed(node.expression, "process") && node.name.text === "env";
  return reads && file.path !== "app/env.server.ts"
    ? "ask env() of app/env.server.ts, which checks what it reads."
    : undefined;
}

function isNamed(node: ts.Node, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}
