import type { z } from "zod";

/**
 * What is wrong with a body, in one sentence that names the field: "The field line_items[2].quantity should be a whole
 * number of units, but it is missing." Only the first problem is told; the raw body is there for the rest.
 */
export function describeProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return "The body is not what this topic should carry.";
  const field = nameField(issue.path);
  const subject = field === "" ? "The body" : `The field ${field}`;
  return `${subject} ${sayProblem(issue)}.`;
}

function nameField(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (name, part) =>
      typeof part === "number" ? `${name}[${part}]` : name === "" ? String(part) : `${name}.${String(part)}`,
    "",
  );
}

const KIND_BY_TYPE: Record<string, string> = {
  object: "an object",
  array: "a list",
  string: "a text",
  number: "a number",
};

function sayProblem(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") {
    const received = /received (\w+)/.exec(issue.message)?.[1];
    const found =
      received === undefined || received === "undefined"
        ? "it is missing"
        : `it is ${KIND_BY_TYPE[received] ?? received}`;
    return `should be ${KIND_BY_TYPE[issue.expected] ?? issue.expected}, but ${found}`;
  }
  return issue.code === "custom" ? issue.message : "is not what this topic should carry";
}
