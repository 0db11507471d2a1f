import { expect, test } from "vitest";
import { forShop, minutesAgo, NOW } from "#tests/support/app-database.ts";
import { openTestShop, placeEffect, placeLocation, placeMessage, placeOrder } from "#tests/support/place-rows.ts";
import { personAs } from "#tests/commands/click-as.ts";
import { readDocumentFile } from "#app/queries/read-document-file.ts";
import { readMessageBody } from "#app/queries/read-message-body.ts";
import { readOrder } from "#app/queries/read-order.ts";

const owner = personAs();

async function issueInvoice(shop: string, orderId: string, number: bigint): Promise<string> {
  const document = await forShop(shop, (client) =>
    client.document.create({
      data: {
        shop: BigInt(shop),
        orderId: BigInt(orderId),
        kind: "invoice",
        series: "INV-2026",
        number,
        label: `INV-2026-0000${number}`,
        issuedAt: NOW,
        issueDay: "2026-11-20",
        currency: "EUR",
        totalMinor: 2000n,
        body: "{}",
        hash: "",
      },
    }),
  );
  return String(document.id);
}

test("an order of another shop is not there", async () => {
  const shop = await openTestShop();
  const other = await openTestShop();
  await placeOrder(other, "1");
  expect(await readOrder(shop, owner, "1", 30)).toBeUndefined();
  expect((await readOrder(other, owner, "1", 30))?.name).toBe("#1");
});

test("every unit of a line is where its facts and claims say", async () => {
  const shop = await openTestShop();
  await placeOrder(shop, "1");
  await placeLocation(shop, "11", "Lyon");
  const claim = {
    shop: BigInt(shop),
    orderId: 1n,
    lineItemId: 11n,
    locationId: 11n,
    inventoryItemId: 5n,
    quantity: 1,
    updatedAt: NOW,
  };
  await forShop(shop, (client) => client.allocation.create({ data: claim }));
  const order = await readOrder(shop, owner, "1", 30);
  expect(order?.quantities).toMatchObject([{ lineItemId: "11", ordered: 2, allocated: 1, backordered: 1 }]);
  expect(order?.allocations).toMatchObject([{ lineItemId: "11", locationId: "11", quantity: 1 }]);
  expect(order?.locationNameById).toEqual({ "11": "Lyon" });
});

test("effects that wait for a word stand apart from the others", async () => {
  const shop = await openTestShop();
  await placeOrder(shop, "1");
  await placeEffect(shop, "1", "a");
  await placeEffect(shop, "1", "b", {
    state: "sent",
    kind: "hold",
    payload: { kind: "hold", notes: "No house number" },
  });
  const order = await readOrder(shop, owner, "1", 30);
  expect(order?.asking.map((effect) => effect.kind)).toEqual(["move"]);
  expect(order?.effects).toMatchObject([{ kind: "hold", notes: "No house number" }]);
  expect(order?.permissions.approve_action).toEqual({ allowed: true });
});

test("a button that may not be pressed comes with its reason", async () => {
  const shop = await openTestShop();
  await placeOrder(shop, "1", { problems: ["risk_high"], facts: { cancelledAt: NOW.toISOString() } });
  const order = await readOrder(shop, owner, "1", 30);
  expect(order?.permissions.pass_problems).toEqual({ allowed: false, reason: "The order is cancelled." });
  expect(order?.permissions.decide_again).toEqual({ allowed: true });
});

test("the latest of several decisions is the one that is shown", async () => {
  const shop = await openTestShop();
  await placeOrder(shop, "1");
  for (const version of [9, 10, 8]) {
    const decision = {
      shop: BigInt(shop),
      orderId: 1n,
      version,
      decidedAt: NOW,
      batchId: 1n,
      decision: { sentence: `Version ${version}` },
      inputs: {},
    };
    await forShop(shop, (client) => client.decision.create({ data: decision }));
  }
  expect((await readOrder(shop, owner, "1", 30))?.decision?.sentence).toBe("Version 10");
});

test("the timeline shows its newest entries and says that there are earlier ones", async () => {
  const shop = await openTestShop();
  await placeOrder(shop, "1");
  const entries = ["First", "Second", "Third"].map((sentence, index) => ({
    shop: BigInt(shop),
    orderId: 1n,
    at: minutesAgo(10 - index),
    kind: "fact",
    sentence,
  }));
  await forShop(shop, (client) => client.timelineEntry.createMany({ data: entries }));
  const short = await readOrder(shop, owner, "1", 2);
  expect(short?.events?.map((event) => event.sentence)).toEqual(["Third", "Second"]);
  expect(short?.hasEarlierEvents).toBe(true);
  expect((await readOrder(shop, owner, "1", 3))?.hasEarlierEvents).toBe(false);
});

test("a document can be fetched by its own shop once it is rendered", async () => {
  const shop = await openTestShop();
  const other = await openTestShop();
  await placeOrder(shop, "1");
  const documentId = await issueInvoice(shop, "1", 1n);
  expect((await readOrder(shop, owner, "1", 30))?.documents).toMatchObject([
    { label: "INV-2026-00001", totalMinor: 2000, hasPdf: false },
  ]);
  expect(await readDocumentFile(shop, documentId, "pdf")).toBeUndefined();
  const file = {
    shop: BigInt(shop),
    documentId: BigInt(documentId),
    format: "pdf",
    bytes: Buffer.from("%PDF-1.4"),
    sha256: "",
    renderedAt: NOW,
  };
  await forShop(shop, (client) => client.documentFile.create({ data: file }));
  expect((await readOrder(shop, owner, "1", 30))?.documents?.[0]?.hasPdf).toBe(true);
  const fetched = await readDocumentFile(shop, documentId, "pdf");
  expect(fetched).toMatchObject({ orderId: "1", fileName: "INV-2026-00001.pdf" });
  expect(Buffer.from(fetched!.bytes).toString()).toBe("%PDF-1.4");
  expect(await readDocumentFile(other, documentId, "pdf")).toBeUndefined();
});

test("a message is shown as it came in, digit for digit, to its own shop alone", async () => {
  const shop = await openTestShop();
  const other = await openTestShop();
  const text = '{"id": 9007199254740993, "note": "ü"}';
  const id = await placeMessage(shop, "a", { body: Buffer.from(text), orderId: 1n, state: "done" });
  await placeOrder(shop, "1");
  expect(await readMessageBody(shop, id)).toEqual({ topic: "orders/updated", orderId: "1", text, isCut: false });
  expect(await readMessageBody(other, id)).toBeUndefined();
  expect((await readOrder(shop, owner, "1", 30))?.messages).toMatchObject([{ id, bytes: Buffer.byteLength(text) }]);
});

test("a message too long for a page is cut and says so", async () => {
  const shop = await openTestShop();
  const id = await placeMessage(shop, "a", { body: Buffer.alloc(300_001, "x") });
  const body = await readMessageBody(shop, id);
  expect(body?.isCut).toBe(true);
  expect(body?.text).toHaveLength(300_000);
});
