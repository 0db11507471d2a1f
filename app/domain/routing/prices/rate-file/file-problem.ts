/** What is wrong with a file of rates, where, and what to write instead. */
export type FileProblem = {
  /** As a spreadsheet counts; null where it is about the whole file. */
  line: number | null;
  /** As its head names it. */
  column: string | null;
  sentence: string;
};

/** A line of the file, taken apart at its separators. */
export type FileLine = { line: number; cells: readonly string[] };

/** What the shop knows that a file speaks of. */
export type FileSetting = { currency: string; locations: readonly { id: string; name: string }[] };
