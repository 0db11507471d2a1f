import { forShop } from "#app/db.server.ts";

export type StoredFile = { orderId: string; fileName: string; bytes: Uint8Array<ArrayBuffer> };

/** The rendered file of a document, as it was stored once. Undefined while it is still being rendered, or unknown. */
export function readDocumentFile(shop: string, documentId: string, format: "pdf"): Promise<StoredFile | undefined> {
  return forShop(shop, async (client) => {
    const known = { shop: BigInt(shop), documentId: BigInt(documentId), format };
    const file = await client.documentFile.findUnique({ where: { shop_documentId_format: known } });
    const document = await client.document.findUnique({
      where: { shop_id: { shop: BigInt(shop), id: BigInt(documentId) } },
      select: { label: true, orderId: true },
    });
    if (!file || !document) return undefined;
    return { orderId: String(document.orderId), fileName: `${document.label}.${format}`, bytes: file.bytes };
  });
}
