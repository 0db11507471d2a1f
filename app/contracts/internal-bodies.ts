import { z } from "zod";
import type { LevelObservation } from "#app/domain/inventory/level.ts";
import { LEVEL_STATES } from "#app/domain/inventory/level.ts";
import type { ImportedOrder, OrderRead, PersonAct } from "#app/domain/orders/change.ts";

/**
 * Our own messages, which come back through the inbox: answers of the Admin API, acts of people, timers. They were made
 * by code that knows the types; what is checked here is that a message edited by hand cannot break a fold.
 */
const id = z.string().regex(/^\d{1,19}$/);
const moment = z.iso.datetime({ offset: true });
const part = z.looseObject({ id });

const states = Object.fromEntries(LEVEL_STATES.map((state) => [state, z.int().optional()]));
const observation = z.object({
  inventoryItemId: id,
  locationId: id,
  observedAt: moment,
  readAt: moment.optional(),
  quantities: z.object(states),
});

/** "switchyard/levels_read". */
export const levelsReadBody = z.array(observation).transform((levels) => levels as LevelObservation[]);

const workLine = z.looseObject({ id, lineItemId: id, totalQuantity: z.int(), remainingQuantity: z.int() });
const work = z.looseObject({
  id,
  status: z.string(),
  updatedAt: moment,
  supportedActions: z.array(z.string()),
  lines: z.array(workLine),
  holds: z.array(z.looseObject({ id: z.string(), reason: z.string() })),
});
const amount = z.looseObject({ shopMinor: z.int(), presentmentMinor: z.int() });

/** "switchyard/order_read". */
export const orderReadBody = z
  .looseObject({
    orderId: id,
    readAt: moment,
    updatedAt: moment,
    order: z
      .looseObject({ id, updatedAt: moment, lines: z.array(part), refunds: z.array(part), fulfillments: z.array(part) })
      .nullable(),
    transactions: z.array(z.looseObject({ id, kind: z.string(), status: z.string(), amount })),
    fulfillmentOrders: z.array(work),
    levels: z.array(observation),
  })
  .transform((read) => read as unknown as OrderRead);

/** "switchyard/order_imported": a read that has the order itself. */
export const orderImportedBody = orderReadBody.transform((read, context): ImportedOrder => {
  if (read.order) return { ...read, order: read.order };
  context.addIssue({ code: "custom", path: ["order"], message: "should be there" });
  return z.NEVER;
});

const acting = { orderId: id, person: z.string().min(1) };
const wish = { ...acting, outboxKey: z.string().min(1) };

/** "switchyard/person". */
export const personBody = z
  .discriminatedUnion("act", [
    z.object({ act: z.literal("pass_problems"), ...acting, codes: z.array(z.string()) }),
    z.object({ act: z.literal("decide_again"), ...acting }),
    z.object({ act: z.literal("lock_route"), ...acting, locationId: id.nullable() }),
    z.object({ act: z.literal("reject_route"), ...acting, locationId: id, reason: z.string().min(1) }),
    z.object({ act: z.literal("withdraw_rejection"), ...acting, locationId: id }),
    z.object({ act: z.literal("approve_action"), ...wish }),
    z.object({ act: z.literal("dismiss_action"), ...wish }),
  ])
  .transform((act): PersonAct => act);

/** "switchyard/goods_freed". */
export const goodsFreedBody = z.object({
  inventoryItemIds: z.array(id).min(1),
  after: z.object({ placedAt: z.iso.datetime(), orderId: id }),
});

/** "switchyard/timer". */
export const timerBody = z.object({ orderId: id, what: z.string().min(1) });
