import ts from "typescript";
import { lineOf, walk, type Problem, type Rule, type SourceFile } from "#tests/tidy/source-file.ts";

const readerFile = "app/env.server.ts";
const exampleFile = ".env.example";
const variableName = /^[A-Z][A-Z\d_]+$/;

export const everyVariableIsExplained: Rule = {
  title: `${exampleFile} names exactly the variables that ${readerFile} reads`,
  check: (files) => {
    const reader = files.find(({ path }) => path === readerFile);
    const example = files.find(({ path }) => path === exampleFile);
    if (!reader || !example) return [];
    const read = variablesRead(reader);
    const explained = variablesExplained(example);
    return [
      ...missing(read, explained, readerFile, `is not in ${exampleFile}: explain it there.`),
      ...missing(explained, read, exampleFile, `is not read by ${readerFile}: take it out.`),
    ];
  },
};

function missing(variables: Map<string, number>, others: Map<string, number>, file: string, what: string): Problem[] {
  return [...variables]
    .filter(([name]) => !others.has(name))
    .map(([name, line]) => ({ file, line, advice: `${name} ${what}` }));
}

function variablesRead(file: SourceFile): Map<string, number> {
  const lineByName = new Map<string, number>();
  walk(file.tree(), (node) => {
    const isProperty = ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && variableName.test(node.name.text);
    if (isProperty) lineByName.set(node.name.text, lineOf(node));
  });
  return lineByName;
}

/** A variable with a value of its own, or behind a # with the value it has when it is not set. */
function variablesExplained(file: SourceFile): Map<string, number> {
  const lines = file.text
    .split("\n")
    .map((text, index) => [/^(?:# )?([A-Z][A-Z\d_]+)=/.exec(text)?.[1], index + 1] as const);
  return new Map(lines.filter((entry): entry is [string, number] => entry[0] !== undefined));
}
