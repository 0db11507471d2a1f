import { expect, test } from "vitest";
import { createInboxWriter, type IncomingMessage } from "#app/db/inbox-writer.ts";
import type { Sql } from "#app/db/sql.ts";

function messageOf(bytes: number): IncomingMessage {
  const rest = { eventId: null, apiVersion: null, triggeredAt: null, receivedAt: new Date(0) };
  return { shop: "1", lane: 2, topic: "orders/create", webhookId: "a", ...rest, body: Buffer.alloc(bytes) };
}

test("while the database does not answer, no more than a limit is kept in memory, and afterwards all is taken again", async () => {
  let answer = () => {};
  const sql = { query: () => new Promise((resolve) => (answer = () => resolve([]))) } as unknown as Sql;
  const inbox = createInboxWriter(sql, () => {}, 1_000);
  const first = inbox.add(messageOf(900));
  await new Promise(setImmediate);
  // What a statement has taken with it waits no more.
  const second = inbox.add(messageOf(900));
  await expect(inbox.add(messageOf(200))).rejects.toThrow("Too many messages wait for the database.");
  answer();
  await first;
  await new Promise(setImmediate);
  const third = inbox.add(messageOf(900));
  await new Promise(setImmediate);
  answer();
  await Promise.race([second, third]);
});
