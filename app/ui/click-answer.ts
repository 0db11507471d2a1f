/**
 * What a page hears after a click. `said` becomes a toast; `problem` stays on the page until the next click; `fields`
 * stand next to what they are about, by the name of the form field.
 */
export type ClickAnswer =
  { said: string; waiting?: { ahead: number } } | { problem: string; fields?: Record<string, string> };

/** The problem of an answer, if it is one. */
export function problemOf(answer: ClickAnswer | undefined): string | undefined {
  return answer && "problem" in answer ? answer.problem : undefined;
}

/** The sentences next to the fields, by their names. */
export function fieldProblems(answer: ClickAnswer | undefined): Record<string, string> {
  return (answer && "problem" in answer && answer.fields) || {};
}
