import { inflateSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "#app/db/sql.ts";
import { runBatch } from "#app/pipeline/run-batch.ts";
import { renderDocument } from "#app/worker/render-document.ts";
import { deliver, furnish, mugOrder, readOf, START } from "#tests/pipeline/play-messages.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";
import { plantInto, SCRIPTS } from "./scripts/plant-scripts.ts";

// What a reader would do of itself or on a click: scripts, addresses, programs, forms, files within the file.
const ACTIONS =
  /\/(JS|JavaScript|URI|OpenAction|AA|Launch|SubmitForm|ImportData|GoToR|EmbeddedFile|RichMedia|XFA|AcroForm)\b/;

let database: Database;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** The text of a PDF with all its streams unpacked: an action may hide in a packed one. */
function unpack(bytes: Buffer): string {
  const text = bytes.toString("latin1");
  const streams = [...text.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, stream = ""]) => {
    try {
      return inflateSync(Buffer.from(stream, "latin1")).toString("latin1");
    } catch {
      return stream;
    }
  });
  return [text, ...streams].join("\n");
}

test("a document whose every text is a script holds nothing that a reader would run, follow or open", async () => {
  const shop = await openShop(database, "mugs.myshopify.com", START);
  await furnish(database, shop, "act");
  await database.inShop(shop, (sql) => sql.query("UPDATE shops SET name = $1", [SCRIPTS[0]]));
  const plain = mugOrder("1001", 2);
  const planted = {
    ...plain,
    note: SCRIPTS[0]!,
    poNumber: SCRIPTS[6]!,
    lines: plain.lines.map((line) => ({
      ...line,
      title: `Mug ${SCRIPTS[1]}`,
      variantTitle: SCRIPTS[2]!,
      sku: SCRIPTS[3]!,
    })),
    billingAddress: plantInto(plain.billingAddress ?? plain.shippingAddress) as typeof plain.billingAddress,
    shippingAddress: {
      ...(plantInto(plain.shippingAddress) as NonNullable<typeof plain.shippingAddress>),
      countryCode: "DE",
      provinceCode: null,
    },
  };
  await deliver(database, shop, "switchyard/order_read", readOf(planted, { available: 8, committed: 2 }));
  const { documentIds } = await runBatch(database, shop, () => START);
  expect(documentIds).toHaveLength(1);
  await renderDocument(database, shop, documentIds[0]!, START);
  const [file] = await database.inShop(shop, (sql) =>
    sql.query<{ bytes: Buffer }>("SELECT bytes FROM document_files WHERE format = 'pdf'"),
  );
  const text = unpack(file!.bytes);
  expect(text).toMatch(/^%PDF-/);
  expect(text).not.toMatch(ACTIONS);
  expect(text).not.toMatch(/<script|javascript:/i);
});

test("what looks for actions finds one in a packed stream", async () => {
  const { deflateSync } = await import("node:zlib");
  const packed = deflateSync("<< /S /JavaScript /JS (app.alert(1)) >>").toString("latin1");
  expect(unpack(Buffer.from(`%PDF-1.7\nstream\n${packed}\nendstream`, "latin1"))).toMatch(ACTIONS);
});
