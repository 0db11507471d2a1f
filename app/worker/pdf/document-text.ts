import { z } from "zod";

/** What the printed page needs of a document's frozen text (pipeline/documents/issue-documents.ts writes it). */
const tax = z.object({ title: z.string(), ratePpm: z.number(), netMinor: z.number(), taxMinor: z.number() });
const address = z
  .object({
    name: z.string().nullable(),
    company: z.string().nullable(),
    address1: z.string().nullable(),
    address2: z.string().nullable(),
    city: z.string().nullable(),
    zip: z.string().nullable(),
    provinceCode: z.string().nullable(),
    countryCode: z.string().nullable(),
  })
  .loose();

const schema = z
  .object({
    kind: z.enum(["invoice", "credit_note"]),
    number: z.string(),
    issueDay: z.string(),
    orderName: z.string(),
    currency: z.string(),
    lines: z.array(
      z
        .object({
          description: z.string(),
          sku: z.string().nullable(),
          quantity: z.number(),
          netMinor: z.number(),
          taxMinor: z.number(),
          taxes: z.array(tax),
        })
        .loose(),
    ),
    taxByRate: z.array(tax),
    netMinor: z.number(),
    taxMinor: z.number(),
    totalMinor: z.number(),
    cause: z.string(),
    correctsNumber: z.string().nullable(),
    isProRata: z.boolean(),
    poNumber: z.string().nullable(),
    seller: z.object({
      name: z.string(),
      address1: z.string(),
      zip: z.string(),
      city: z.string(),
      countryCode: z.string(),
      vatId: z.string().nullable(),
    }),
    buyer: z.object({
      name: z.string().nullable(),
      company: z.string().nullable(),
      email: z.string().nullable(),
      address: address.nullable(),
    }),
  })
  .loose();

export type PrintedDocument = z.infer<typeof schema>;

/** @throws ZodError when the frozen text is not one of ours. */
export function parseDocumentText(body: string): PrintedDocument {
  return schema.parse(JSON.parse(body));
}
