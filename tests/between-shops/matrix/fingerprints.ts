import type pg from "pg";
import { listShopTables } from "./hash-rows.ts";

// Short words are everybody's; long numbers are ids of the sandbox, which no two shops share.
const WORD = /[\p{L}\d][\p{L}\d@._-]{5,}/gu;
const TIME = /^\d{4}-\d\d-\d\d/;
const NUMBER = /^[\d._-]+z?$/i;
const LEAST_DIGITS = 9;

/** The words of a text: names, addresses, ids. What JSON or HTML escaped is taken for a gap between words. */
export function wordsOf(text: string): Set<string> {
  const plain = text.replaceAll(/\\u[\da-f]{4}|\\[a-z"\\/]|&[a-z#\d]+;/gi, " ");
  const words = new Set<string>();
  for (const [word] of plain.matchAll(WORD)) {
    if (TIME.test(word) || (NUMBER.test(word) && word.replaceAll(/\D/g, "").length < LEAST_DIGITS)) continue;
    words.add(word.toLowerCase());
  }
  return words;
}

/** Everything that the tables hold of a shop, as text; bodies of messages are read as what they are. */
export async function readAllText(owner: pg.Client, shop: string, domain: string): Promise<Map<string, string>> {
  const textByTable = new Map<string, string>();
  for (const { table, key } of await listShopTables(owner)) {
    const { rows } = await owner.query<{ row: string; body: Buffer | null }>(
      `SELECT to_jsonb(t)::text AS row, ${table === "inbox_messages" ? "body" : "NULL::bytea AS body"} FROM ${table} t WHERE ${key} = $1`,
      [table === "session" ? domain : shop],
    );
    textByTable.set(table, rows.map(({ row, body }) => `${row} ${body?.toString("utf8") ?? ""}`).join("\n"));
  }
  return textByTable;
}

/**
 * The words by which a shop can be recognised: those of its rows that the other texts (another shop's rows, the app itself) do
 * not contain.
 */
export function fingerprintsOf(own: Iterable<string>, others: Iterable<string>): Set<string> {
  const known = new Set<string>();
  for (const text of others) for (const word of wordsOf(text)) known.add(word);
  const found = new Set<string>();
  for (const text of own) for (const word of wordsOf(text)) if (!known.has(word)) found.add(word);
  return found;
}

/** Those of a shop's fingerprints that an answer shows, apart from what the question itself contained. */
export function findFingerprints(fingerprints: ReadonlySet<string>, answer: string, question: string): string[] {
  const asked = wordsOf(`${question} ${safelyDecoded(question)}`);
  return [...wordsOf(answer)].filter((word) => fingerprints.has(word) && !asked.has(word));
}

function safelyDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return "";
  }
}
