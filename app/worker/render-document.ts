import { createHash } from "node:crypto";
import { findUnrendered, saveFile } from "#app/db/document-rows.ts";
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
