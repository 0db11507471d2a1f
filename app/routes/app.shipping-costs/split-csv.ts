import { CsvError, parse } from "csv-parse/sync";
import type { FileLine, FileProblem } from "#app/domain/routing/prices/rate-file/file-problem.ts";

const SEPARATORS = [",", ";", "\t"] as const;

/**
 * Takes a CSV file apart: with or without a byte order mark, separated by commas, semicolons (as spreadsheets write where
 * the comma is in numbers) or tabs. Lines are counted as a spreadsheet does, empty ones are left out.
 */
export function splitCsv(text: string): { lines: FileLine[] } | { problems: FileProblem[] } {
  // What could not be decoded stands as U+FFFD; a file of two bytes a letter is full of zeros.
  if (/[\uFFFD\0]/.test(text)) return refuse(null, "Save the file as “CSV UTF-8”: some of its letters cannot be read.");
  try {
    const options = { bom: true, info: true, relax_column_count: true, skip_records_with_empty_values: true } as const;
    const records = parse(text, { ...options, delimiter: separatorOf(text) }) as unknown as Parsed[];
    return { lines: records.map(({ info, record }) => ({ line: info.lines, cells: record })) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const sentence =
      error.code === "CSV_QUOTE_NOT_CLOSED"
        ? "A quotation mark is opened and never closed."
        : "A quotation mark stands where none may be: double it, or leave it out.";
    return refuse(typeof error.lines === "number" ? error.lines : null, sentence);
  }
}

type Parsed = { info: { lines: number }; record: string[] };

/** The separator that the first line has most of. */
function separatorOf(text: string): string {
  const first = /[^\r\n]+/.exec(text)?.[0] ?? "";
  const countOf = (separator: string) => first.split(separator).length;
  return SEPARATORS.reduce((best, each) => (countOf(each) > countOf(best) ? each : best));
}

function refuse(line: number | null, sentence: string): { problems: FileProblem[] } {
  return { problems: [{ line, column: null, sentence }] };
}
