import { format } from "node:util";

/** What was noted since the last look; looking empties it. Ended, it notes nothing more. */
export type Notes = { take: () => string[]; end: () => void };

/**
 * Lets `console.error` print as ever and notes each text, so that the test which caused it can fail.
 * A test that expects an error replaces `console.error` itself (`vi.spyOn`), and then nothing is noted.
 */
export function catchConsoleErrors(): Notes {
  const noted: string[] = [];
  const { error } = console;
  const print = error.bind(console);
  console.error = (...values: unknown[]) => {
    noted.push(format(...values));
    print(...values);
  };
  return { take: () => noted.splice(0), end: () => void (console.error = error) };
}
