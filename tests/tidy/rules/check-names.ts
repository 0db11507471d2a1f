import ts from "typescript";
import { bannedPlaces, findBanned } from "#tests/tidy/banned-words.ts";
import { codeIn, lineOf, walk, type Problem, type Rule, type SourceFile } from "#tests/tidy/source-file.ts";

const folders = ["app/", "tests/", "extensions/", "prisma/"];

export const declaredNamesUseTheVocabulary: Rule = {
  title: "what we name ourselves uses the words of the trade, one for each thing",
  check: (files) => codeIn(files, ...folders).flatMap(bannedDeclarations),
};

export const pathsUseTheVocabulary: Rule = {
  title: "files and folders are kebab-case, use the words of the trade, and are no place for just anything",
  check: (files) => {
    const advised = files
      .filter(({ path }) => folders.some((folder) => path.startsWith(folder)))
      .map(({ path }) => ({ file: path, line: 1, advice: adviceForPath(path) }));
    return advised.filter((problem): problem is Problem => problem.advice !== undefined);
  },
};

/** Only names that we choose: a property may have to bear the name that somebody else's JSON gives it. */
function bannedDeclarations(file: SourceFile): Problem[] {
  const problems: Problem[] = [];
  walk(file.tree(), (node) => {
    const name = declaredName(node);
    const banned = name && findBanned(name.text);
    if (!banned) return;
    problems.push({
      file: file.path,
      line: lineOf(name),
      advice: `${name.text}: say ${banned.say}, not "${banned.words.join(" ")}".`,
    });
  });
  return problems;
}

function declaredName(node: ts.Node): ts.Identifier | undefined {
  const declares =
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    // A destructured property keeps its name unless we give it one of ours.
    (ts.isBindingElement(node) && node.propertyName !== undefined);
  return declares && node.name && ts.isIdentifier(node.name) ? node.name : undefined;
}

function adviceForPath(path: string): string | undefined {
  const parts = path.split("/");
  const place = parts.find((part) => bannedPlaces.has(part.split(".")[0]!));
  if (place) return `"${place}" says nothing: put the file where its noun or verb belongs.`;
  const file = parts.at(-1)!;
  if (/^index\.[a-z]+$/.test(file)) return "no barrels: import from the file that defines it.";
  const banned = parts.map((part) => findBanned(part)).find((found) => found !== undefined);
  if (banned) return `say ${banned.say}, not "${banned.words.join(" ")}".`;
  const isKebabCase = parts.every(
    (part) => isFreelyNamed(path, part) || /^[a-z\d]+(-[a-z\d]+)*(\.[a-z\d-]+)*$/.test(part),
  );
  return isKebabCase ? undefined : "write the name in kebab-case.";
}

/** Remix spells its routes with $ and _, Prisma its migrations with _, and recorded tables of seeds may be read-me files. */
function isFreelyNamed(path: string, part: string): boolean {
  return /^(app\/routes|prisma\/migrations)\//.test(path) || part.startsWith(".") || /^[A-Z_]+\.md$/.test(part);
}
