import { createHash } from "node:crypto";
import { findUnrendered, listUnrendered, saveFile } from "#app/db/document-rows.ts";
import type { Database } from "#app/db/sql.ts";
import { renderInvoicePdf } from "./pdf/render-invoice-pdf.ts";

/**
 * Renders a document's PDF from its frozen text and stores it once, with its hash. Doing it again changes nothing: what
 * was given out is what stays.
 */
export async function renderDocument(database: Database, shop: string, documentId: string, now: Date): Promise<void> {
  const document = await database.inShop(shop, (sql) => findUnrendered(sql, shop, documentId, "pdf"));
  if (!document) return;
  const bytes = await renderInvoicePdf(document);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  await database.inShop(shop, (sql) =>
    saveFile(sql, shop, { documentId, format: "pdf", bytes, sha256, renderedAt: now }),
  );
}

// What was issued within this time is most likely being rendered.
const GRACE_MS = 5 * 60_000;
const MOST_AT_ONCE = 200;

/** Documents that should have had their file long ago: their job was lost, or failed. */
export function findForgotten(database: Database, shop: string, now: Date): Promise<string[]> {
  const before = new Date(now.getTime() - GRACE_MS);
  return database.inShop(shop, (sql) => listUnrendered(sql, shop, "pdf", before, MOST_AT_ONCE));
}
