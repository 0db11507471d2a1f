import type { DocumentLine, IssuedDocument } from "#app/domain/invoicing/document.ts";
import { insertRows } from "./insert-rows.ts";
import type { Sql } from "./sql.ts";

type BodyPart = { lines: DocumentLine[] };

/** The documents that stand for these orders, oldest first. */
export async function loadDocuments(
  sql: Sql,
  shop: string,
  orderIds: readonly string[],
): Promise<Map<string, IssuedDocument[]>> {
  const byOrder = new Map<string, IssuedDocument[]>();
  if (orderIds.length === 0) return byOrder;
  const rows = await sql.query<
    Omit<IssuedDocument, "lines" | "totalMinor" | "issuedAt"> & {
      orderId: string;
      totalMinor: string;
      issuedAt: Date;
      body: string;
    }
  >(
    `SELECT order_id AS "orderId", kind, label AS number, issued_at AS "issuedAt", total_minor AS "totalMinor", currency, body
     FROM documents WHERE shop = $1 AND order_id = ANY($2::bigint[]) ORDER BY id`,
    [shop, [...orderIds]],
  );
  for (const { orderId, body, ...row } of rows) {
    const document = {
      ...row,
      totalMinor: Number(row.totalMinor),
      issuedAt: row.issuedAt.toISOString(),
      lines: (JSON.parse(body) as BodyPart).lines,
    };
    byOrder.set(orderId, [...(byOrder.get(orderId) ?? []), document]);
  }
  return byOrder;
}

export type SeriesState = { nextNumber: bigint; lastHash: string };

/**
 * Locks a series until the end of the transaction and answers where it stands: numbers are given in the transaction
 * that freezes the document, so a rollback gives them back and no gap can arise.
 */
export async function lockSeries(sql: Sql, shop: string, series: string): Promise<SeriesState> {
  const lock = () =>
    sql.query<{ nextNumber: string; lastHash: string }>(
      `SELECT next_number AS "nextNumber", last_hash AS "lastHash" FROM document_series WHERE shop = $1 AND series = $2 FOR UPDATE`,
      [shop, series],
    );
  let [row] = await lock();
  if (!row) {
    await sql.query("INSERT INTO document_series (shop, series) VALUES ($1, $2) ON CONFLICT DO NOTHING", [
      shop,
      series,
    ]);
    [row] = await lock();
  }
  return { nextNumber: BigInt(row!.nextNumber), lastHash: row!.lastHash };
}

export async function saveSeries(sql: Sql, shop: string, series: string, state: SeriesState) {
  await sql.query("UPDATE document_series SET next_number = $3, last_hash = $4 WHERE shop = $1 AND series = $2", [
    shop,
    series,
    state.nextNumber.toString(),
    state.lastHash,
  ]);
}

export type DocumentRecord = {
  orderId: string;
  kind: string;
  series: string;
  number: bigint;
  label: string;
  issuedAt: Date;
  issueDay: string;
  currency: string;
  totalMinor: number;
  body: string;
  hash: string;
};

/** Writes issued documents; answers their ids in the order of their numbers. */
export async function saveDocuments(sql: Sql, shop: string, records: readonly DocumentRecord[]): Promise<string[]> {
  if (records.length === 0) return [];
  const columns = [
    "shop",
    "order_id",
    "kind",
    "series",
    "number",
    "label",
    "issued_at",
    "issue_day",
    "currency",
    "total_minor",
    "body",
    "hash",
  ];
  const rows = await insertRows<{ id: string }>(
    sql,
    "documents",
    columns.map((name) => ({ name })),
    records.map((d) => [
      shop,
      d.orderId,
      d.kind,
      d.series,
      d.number.toString(),
      d.label,
      d.issuedAt,
      d.issueDay,
      d.currency,
      d.totalMinor,
      d.body,
      d.hash,
    ]),
    "RETURNING id",
  );
  return rows.map((row) => row.id);
}

export type DocumentToRender = { id: string; label: string; kind: string; body: string; hash: string; issuedAt: Date };

/** A document whose file in this format is still missing. */
export async function findUnrendered(
  sql: Sql,
  shop: string,
  documentId: string,
  format: string,
): Promise<DocumentToRender | undefined> {
  const [row] = await sql.query<DocumentToRender>(
    `SELECT id, label, kind, body, hash, issued_at AS "issuedAt" FROM documents d WHERE shop = $1 AND id = $2 AND NOT EXISTS
       (SELECT 1 FROM document_files f WHERE f.shop = d.shop AND f.document_id = d.id AND f.format = $3)`,
    [shop, documentId, format],
  );
  return row;
}

/** Stores a rendered file once; a second rendering changes nothing. */
export async function saveFile(
  sql: Sql,
  shop: string,
  file: { documentId: string; format: string; bytes: Buffer; sha256: string; renderedAt: Date },
) {
  await sql.query(
    `INSERT INTO document_files (shop, document_id, format, bytes, sha256, rendered_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    [shop, file.documentId, file.format, file.bytes, file.sha256, file.renderedAt],
  );
}

// More than are issued while files cannot be rendered for a day or two; all of a shop's documents would be too many to compare.
const LOOKED_BACK = 20_000;

/** Documents issued before a moment that have no file, oldest first, among the shop's latest. */
export async function listUnrendered(
  sql: Sql,
  shop: string,
  format: string,
  before: Date,
  most: number,
): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `SELECT id FROM (SELECT id, issued_at FROM documents WHERE shop = $1 ORDER BY id DESC LIMIT $5) d
     WHERE issued_at < $3 AND NOT EXISTS
       (SELECT 1 FROM document_files f WHERE f.shop = $1 AND f.document_id = d.id AND f.format = $2) ORDER BY id LIMIT $4`,
    [shop, format, before, most, LOOKED_BACK],
  );
  return rows.map((row) => row.id);
}
