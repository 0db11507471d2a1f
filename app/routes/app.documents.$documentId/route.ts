import type { HeadersFunction } from "@remix-run/node";
import { boundary } from "@shopify/shopify-app-remix/server";
import { notePersonalRead } from "#app/commands/note-personal-read.ts";
import { readDocumentFile } from "#app/queries/read-document-file.ts";
import { answerPlainly, fileLoader } from "#app/session.server.ts";
import { isRowId } from "#app/contracts/row-id.ts";

/** The bytes of a document's PDF. Fetched with the session token: a plain link out of the frame would carry none. */
export const loader = fileLoader("see_documents", async ({ params, shop, click }) => {
  const documentId = params.documentId ?? "";
  const file = isRowId(documentId) ? await readDocumentFile(shop, documentId, "pdf") : undefined;
  if (!file) return answerPlainly("This document has no PDF yet.", 404);
  await notePersonalRead(shop, click, `document ${file.fileName.replace(/\.pdf$/, "")} of order ${file.orderId}`);
  return new Response(file.bytes, {
    headers: {
      "Content-Type": "application/pdf",
      "Content-Disposition": `attachment; filename="${file.fileName.replace(/[^\w.-]/g, "_")}"`,
      "Cache-Control": "private, no-store",
    },
  });
});

export const headers: HeadersFunction = (args) => boundary.headers(args);
