import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { saveDocuments } from "#app/db/document-rows.ts";
import type { Database } from "#app/db/sql.ts";
import { findForgotten, renderDocument } from "#app/worker/render-document.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";

const NOW = new Date("2026-11-22T10:00:00.000Z");
let database: Database;
let shop: string;

beforeAll(async () => {
  database = await openTestDatabase();
  shop = await openShop(database, "paper.myshopify.com", NOW);
});
afterAll(() => database.close());

const tax = { title: "VAT", ratePpm: 190_000, netMinor: 2000, taxMinor: 380 };
const frozen = (buyer: string) =>
  JSON.stringify({
    kind: "invoice",
    number: "INV-2026-00001",
    issueDay: "2026-11-22",
    orderName: "#1001",
    currency: "EUR",
    lines: Array.from({ length: 60 }, (_, index) => ({
      key: `line:${index}`,
      description: `Enamel mug ${index}`,
      sku: `MUG-${index}`,
      quantity: 2,
      netMinor: 2000,
      taxMinor: 380,
      taxes: [tax],
    })),
    taxByRate: [{ ...tax, netMinor: 120_000, taxMinor: 22_800 }],
    netMinor: 120_000,
    taxMinor: 22_800,
    totalMinor: 142_800,
    cause: "payment captured",
    correctsNumber: null,
    isProRata: false,
    poNumber: "PO-7",
    seller: {
      name: "Paper GmbH",
      address1: "Marktplatz 1",
      zip: "80331",
      city: "München",
      countryCode: "DE",
      vatId: "DE123456789",
    },
    buyer: { name: buyer, company: null, email: "buyer@example.com", address: null },
  });

async function issue(body: string, number: bigint): Promise<string> {
  const hash = createHash("sha256").update(`\n${body}`).digest("hex");
  const record = {
    orderId: "1",
    kind: "invoice",
    series: "INV-2026",
    number,
    label: `INV-2026-0000${number}`,
    issuedAt: NOW,
    issueDay: "2026-11-22",
    currency: "EUR",
    totalMinor: 142_800,
    body,
    hash,
  };
  const [id] = await database.inShop(shop, (sql) => saveDocuments(sql, shop, [record]));
  return id!;
}

const fileOf = async (documentId: string) => {
  const rows = await database.inShop(shop, (sql) =>
    sql.query<{ bytes: Buffer; sha256: string }>("SELECT bytes, sha256 FROM document_files WHERE document_id = $1", [
      documentId,
    ]),
  );
  expect(rows).toHaveLength(1);
  return rows[0]!;
};

/** The drawn text of a PDF with built-in fonts: its streams inflated, its hexadecimal strings read. */
function textOf(pdf: Buffer): string {
  const streams = [...pdf.toString("latin1").matchAll(/stream\n([\s\S]*?)\nendstream/g)];
  const inflated = streams
    .map(([, stream]) => inflateSync(Buffer.from(stream!, "latin1")).toString("latin1"))
    .join("\n");
  return [...inflated.matchAll(/<([0-9a-f]+)>/g)]
    .map(([, hex]) => Buffer.from(hex!, "hex").toString("latin1"))
    .join("");
}

test("a document's PDF shows its number, its buyer and its total on as many pages as it needs", async () => {
  const id = await issue(frozen("Zoë Müller"), 1n);
  await renderDocument(database, shop, id, NOW);
  const { bytes, sha256 } = await fileOf(id);
  expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
  const text = textOf(bytes);
  for (const part of ["INV-2026-00001", "Zoë Müller", "1428.00 EUR", "VAT 19 %", "Enamel mug 59", "3 of 3"])
    expect(text).toContain(part);
});

test("what was rendered once stays: a second rendering changes nothing", async () => {
  const id = await issue(frozen("Ann"), 2n);
  await renderDocument(database, shop, id, NOW);
  const first = await fileOf(id);
  await renderDocument(database, shop, id, new Date(NOW.getTime() + 60_000));
  expect(await fileOf(id)).toEqual(first);
});

test("names beyond Western Europe are embedded with a font that has them", async () => {
  const id = await issue(frozen("Łukasz Żółć"), 3n);
  await renderDocument(database, shop, id, NOW);
  expect((await fileOf(id)).bytes.toString("latin1")).toContain("DejaVuSans");
});

test("a document whose rendering was forgotten is found some minutes later", async () => {
  const forgotten = await issue(frozen("Ann"), 4n);
  const rendered = await issue(frozen("Ben"), 5n);
  await renderDocument(database, shop, rendered, NOW);
  const after = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
  expect(await findForgotten(database, shop, after(1))).toEqual([]);
  expect(await findForgotten(database, shop, after(6))).toEqual([forgotten]);
});
