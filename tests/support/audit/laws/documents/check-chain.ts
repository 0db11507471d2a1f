import { createHash } from "node:crypto";
import { lawOf, type Evidence, type Law } from "#tests/support/audit/evidence.ts";
import type { Violation } from "#tests/support/audit/violation.ts";

type DocumentRow = {
  shop: string;
  series: string;
  number: string;
  label: string;
  orderId: string;
  kind: string;
  currency: string;
  totalMinor: string;
  issueDay: string;
  body: string;
  hash: string;
};

/** Only what the row repeats of the frozen text; amounts are minor units. */
type Body = {
  number?: string;
  kind?: string;
  orderId?: string;
  currency?: string;
  issueDay?: string;
  netMinor?: number;
  taxMinor?: number;
  totalMinor?: number;
  lines?: { netMinor: number; taxMinor: number }[];
};

/**
 * I4: every document's hash is the SHA-256 of the hash before it, a line feed and its own text, so that no text can be
 * changed and no document taken out; the row says what the text says, and the text adds up.
 */
async function checkBodies({ ask, domainOf }: Evidence): Promise<Violation[]> {
  const rows = await ask<DocumentRow>(
    `SELECT shop, series, number, label, order_id AS "orderId", kind, currency, total_minor AS "totalMinor",
       issue_day AS "issueDay", body, hash FROM documents ORDER BY shop, series, number`,
  );
  const violations: Violation[] = [];
  let before: DocumentRow | undefined;
  for (const row of rows) {
    const isSameSeries = before?.shop === row.shop && before.series === row.series;
    const link = `${isSameSeries ? before?.hash : ""}\n${row.body}`;
    const sentences = findContradictions(row);
    if (createHash("sha256").update(link).digest("hex") !== row.hash) sentences.push("breaks the chain of its series");
    for (const sentence of sentences) {
      violations.push({ invariant: "I4", shop: domainOf(row.shop), subject: `document ${row.label}`, sentence });
    }
    before = row;
  }
  return violations;
}

function findContradictions(row: DocumentRow): string[] {
  const body = JSON.parse(row.body) as Body;
  const sentences: string[] = [];
  const compare = (what: string, inText: unknown, inRow: unknown) => {
    if (inText !== inRow) sentences.push(`its text says ${what} ${String(inText)}, its row ${String(inRow)}`);
  };
  compare("number", body.number, row.label);
  compare("kind", body.kind, row.kind);
  compare("order", body.orderId, row.orderId);
  compare("currency", body.currency, row.currency);
  compare("day", body.issueDay, row.issueDay);
  compare("total", String(body.totalMinor), row.totalMinor);
  const lines = body.lines ?? [];
  const net = lines.reduce((sum, line) => sum + line.netMinor, 0);
  const tax = lines.reduce((sum, line) => sum + line.taxMinor, 0);
  if (net !== body.netMinor) sentences.push(`its lines come to ${net} net, it says ${body.netMinor}`);
  if (tax !== body.taxMinor) sentences.push(`its lines come to ${tax} of tax, it says ${body.taxMinor}`);
  if (net + tax !== body.totalMinor) sentences.push(`its lines come to ${net + tax}, it says ${body.totalMinor}`);
  return sentences;
}

/** I4: a series remembers the hash of its last document. */
const seriesEnds: Law = lawOf(
  "I4",
  `SELECT s.shop::text, format('series %s', s.series) AS subject, 'does not remember the hash of its last document' AS sentence
   FROM document_series s JOIN documents d ON d.shop = s.shop AND d.series = s.series AND d.number = s.next_number - 1
   WHERE d.hash <> s.last_hash ORDER BY 1, 2`,
);

/** I4: a file has the bytes it had when it was stored, and belongs to a document. */
const files: Law = lawOf(
  "I4",
  `SELECT f.shop::text, format('file (%s) of document %s', f.format, coalesce(d.label, f.document_id::text)) AS subject,
     CASE WHEN d.id IS NULL THEN 'has no document' ELSE 'has other bytes than its hash says' END AS sentence
   FROM document_files f LEFT JOIN documents d ON d.shop = f.shop AND d.id = f.document_id
   WHERE d.id IS NULL OR encode(sha256(f.bytes), 'hex') <> f.sha256 ORDER BY 1, 2`,
);

export const checkChain: Law = async (evidence) => [
  ...(await checkBodies(evidence)),
  ...(await seriesEnds(evidence)),
  ...(await files(evidence)),
];
