import { format } from "node:util";

/** What was noted since the last look; looking empties it. */
export type Notes = { take: () => string[] };

/**
 * Lets `console.error` print as ever and notes each text, so that the test which caused it can fail.
 * A test that expects an error replaces `console.error` itself (`vi.spyOn`), and then nothing is noted.
 */
export function catchConsoleErrors(): Notes {
  const noted: string[] = [];
  const print = console.error.bind(console);
  console.error = (...values: unknown[]) => {
    noted.push(format(...values));
    print(...values);
  };
  return { take: () => noted.splice(0) };
}
