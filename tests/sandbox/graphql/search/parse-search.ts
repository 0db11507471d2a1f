import { badRequest } from "#tests/sandbox/graphql/graphql-errors.ts";

/**
 * Shopify's search syntax as a tree: `status:open AND (tag:vip OR -financial_status:paid) updated_at:>='2026-01-01T00:00:00Z'`.
 * Terms side by side mean AND; a leading minus or NOT negates; OR binds weaker than AND. A term without a field searches the
 * default fields.
 */
export type SearchTree =
  | { kind: "all"; parts: SearchTree[] }
  | { kind: "any"; parts: SearchTree[] }
  | { kind: "not"; part: SearchTree }
  | { kind: "term"; field: string | null; comparator: Comparator; value: string };

export type Comparator = "=" | ">" | ">=" | "<" | "<=";

type Token =
  | { kind: "(" | ")" | "and" | "or" | "not" }
  | { kind: "term"; field: string | null; comparator: Comparator; value: string };

const tokenPattern =
  /\s*(?:([()])|(-)?(?:([A-Za-z_][\w.]*):)?(>=|<=|>|<)?(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s()]+)))/y;

/** The tree of a query text; undefined for an empty one, which matches everything. */
export function parseSearch(text: string): SearchTree | undefined {
  const tokens = tokenize(text);
  if (tokens.length === 0) return undefined;
  const reader = { tokens, at: 0 };
  const tree = readAny(reader);
  if (reader.at < tokens.length) throw badRequest(`The search query cannot be read: ${text}`);
  return tree;
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  tokenPattern.lastIndex = 0;
  while (text.slice(tokenPattern.lastIndex).trim() !== "") {
    const match = tokenPattern.exec(text);
    if (!match) throw badRequest(`The search query cannot be read: ${text}`);
    tokens.push(...tokensOf(match));
  }
  return tokens;
}

function tokensOf(match: RegExpExecArray): Token[] {
  const [, parenthesis, minus, field, comparator, double, single, bare] = match;
  if (parenthesis === "(" || parenthesis === ")") return [{ kind: parenthesis }];
  const quoted = double ?? single;
  const value = quoted === undefined ? (bare ?? "") : quoted.replace(/\\(.)/g, "$1");
  const isWord = field === undefined && quoted === undefined && comparator === undefined;
  if (isWord && (value === "AND" || value === "OR" || value === "NOT")) {
    return [{ kind: value.toLowerCase() as "and" | "or" | "not" }];
  }
  const term: Token = { kind: "term", field: field ?? null, comparator: (comparator ?? "=") as Comparator, value };
  return minus ? [{ kind: "not" }, term] : [term];
}

type Reader = { tokens: Token[]; at: number };

function readAny(reader: Reader): SearchTree {
  const parts = [readAll(reader)];
  while (reader.tokens[reader.at]?.kind === "or") {
    reader.at += 1;
    parts.push(readAll(reader));
  }
  return parts.length === 1 && parts[0] ? parts[0] : { kind: "any", parts };
}

function readAll(reader: Reader): SearchTree {
  const parts = [readOne(reader)];
  for (;;) {
    const next = reader.tokens[reader.at];
    if (!next || next.kind === "or" || next.kind === ")") break;
    if (next.kind === "and") reader.at += 1;
    parts.push(readOne(reader));
  }
  return parts.length === 1 && parts[0] ? parts[0] : { kind: "all", parts };
}

function readOne(reader: Reader): SearchTree {
  const token = reader.tokens[reader.at];
  reader.at += 1;
  if (token?.kind === "not") return { kind: "not", part: readOne(reader) };
  if (token?.kind === "term") return token;
  if (token?.kind !== "(") throw badRequest("The search query ends where a term is expected.");
  const inner = readAny(reader);
  if (reader.tokens[reader.at]?.kind !== ")") throw badRequest("A parenthesis of the search query is not closed.");
  reader.at += 1;
  return inner;
}
