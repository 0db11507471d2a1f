import { insertMessages } from "#app/db/inbox-writer.ts";
import { takeDueOrders } from "#app/db/order-rows.ts";
import type { Database } from "#app/db/sql.ts";
import { ownMessage } from "#app/pipeline/own-messages.ts";

// A turn is short: what is left over comes with the next one.
const MOST_ORDERS = 100;

/**
 * Puts a timer message into the inbox for each order whose time to be decided again has come. The time is taken off the
 * order in the same transaction, so that it rings once.
 */
export async function ringTimers(database: Database, shop: string, now: Date): Promise<void> {
  await database.inShop(shop, async (sql) => {
    const due = await takeDueOrders(sql, shop, now, MOST_ORDERS);
    const messages = due.map(({ id, dueAt }) =>
      ownMessage(shop, now, {
        topic: "switchyard/timer",
        // A worker whose clock is behind may have set the same time anew.
        webhookId: `timer:${id}:${dueAt.getTime()}:${now.getTime()}`,
        body: { orderId: id, what: "its time to wait is over" },
      }),
    );
    await insertMessages(sql, messages);
  });
}
