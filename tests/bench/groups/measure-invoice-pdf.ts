import { decideOrder } from "#app/domain/decide-order.ts";
import { renderInvoicePdf } from "#app/worker/pdf/render-invoice-pdf.ts";
import type { Measure } from "#tests/bench/bench.ts";
import { NOON } from "#tests/domain/build-order.ts";
import { makeCases } from "./domain-cases.ts";

const WARM_UP = 30;
const MEASURED_MS = 5_000;

/** One-page invoices of orders with three lines, from the frozen text to the finished bytes, on one core. */
export const measureInvoicePdf: Measure = async () => {
  const documents = makeDocuments();
  for (let index = 0; index < WARM_UP; index += 1) await renderInvoicePdf(documents[index % documents.length]!);
  const begunAt = performance.now();
  let pages = 0;
  let bytes = 0;
  for (let index = 0; performance.now() - begunAt < MEASURED_MS; index += 1) {
    const pdf = await renderInvoicePdf(documents[index % documents.length]!);
    pages += countPages(pdf);
    bytes += pdf.length;
  }
  const seconds = (performance.now() - begunAt) / 1000;
  const remarks = [`${pages} pages of ${Math.round(bytes / pages)} bytes, limited by one core: drawing and deflating`];
  return [{ name: "invoice_pdf_pages_per_s", value: pages / seconds, unit: "pages/s", remarks }];
};

/** Documents as decisions make them, with what is added when they are frozen. */
function makeDocuments(): { body: string; hash: string; issuedAt: Date }[] {
  const cases = makeCases({ cases: 100, locations: 6, lines: 3, seed: 7 });
  const documents = cases.flatMap(({ context, levels }, index) => {
    const address = context.facts.shippingAddress;
    return decideOrder(context, levels, NOON).documents.map((draft) => ({
      body: JSON.stringify({
        ...draft,
        number: `INV-2026-${index}`,
        issueDay: NOON.slice(0, 10),
        seller: context.settings.seller,
        buyer: { name: address?.name ?? null, company: null, address, email: context.facts.email },
      }),
      hash: index.toString(16).padStart(64, "0"),
      issuedAt: new Date(NOON),
    }));
  });
  if (documents.length === 0) throw new Error("No decision of the bench has a document that is due.");
  return documents;
}

function countPages(pdf: Buffer): number {
  return pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length ?? 0;
}
