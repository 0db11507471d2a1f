import type { OrderContext, PlannedAction } from "#app/domain/decision.ts";
import { levelKey } from "#app/domain/inventory/level-book.ts";
import type { Level } from "#app/domain/inventory/level.ts";
import { isActive } from "#app/domain/orders/open-work.ts";
import type { FulfillmentOrderFacts } from "#app/domain/orders/order-facts.ts";
import { HELD_ACTIONS, openActions } from "./arbitrary-world.ts";

type Line = FulfillmentOrderFacts["lines"][number];

/**
 * What Shopify makes of our actions, small and pure, as recorded exchanges show it: a hold closes the work for all but
 * release, hold and move; a move carries the commitment along, joins open work of the same order at its destination (which
 * is then closed and opened anew under another id) and leaves the rest behind; a split gives the lines named a fulfillment
 * order of their own. It refuses what Shopify would refuse, by throwing.
 */
export function applyAction(context: OrderContext, levels: Map<string, Level>, action: PlannedAction): OrderContext {
  const work = context.facts.fulfillmentOrders.find((each) => each.id === action.fulfillmentOrderId);
  if (!work || !isActive(work)) throw new Error(`${action.key}: there is no such open work`);
  switch (action.kind) {
    case "hold":
      return replace(context, placeHold(work, action));
    case "release_hold":
      return replace(context, releaseHolds(work, action.holdIds));
    case "split":
      return replace(context, ...splitOff(context, work, action.lines));
    case "move":
      return moveTo(context, levels, work, action);
  }
}

function placeHold(work: FulfillmentOrderFacts, action: PlannedAction & { kind: "hold" }): FulfillmentOrderFacts {
  refuseUnless(work, "HOLD");
  if (work.holds.some((hold) => hold.isOurs)) throw new Error(`${action.key}: a second hold of ours`);
  const hold = {
    id: `${work.id}${work.holds.length}1`,
    reason: action.holdReason,
    reasonNotes: action.notes,
    handle: action.handle,
    isOurs: true,
  };
  return { ...work, status: "ON_HOLD", supportedActions: HELD_ACTIONS, holds: [...work.holds, hold] };
}

function releaseHolds(work: FulfillmentOrderFacts, holdIds: readonly string[]): FulfillmentOrderFacts {
  refuseUnless(work, "RELEASE_HOLD");
  if (holdIds.length === 0) throw new Error("without ids Shopify would lift everybody's holds");
  for (const id of holdIds)
    if (!work.holds.some((hold) => hold.id === id && hold.isOurs)) throw new Error(`${id} is not our hold`);
  const holds = work.holds.filter((hold) => !holdIds.includes(hold.id));
  return holds.length > 0 ? { ...work, holds } : reopen({ ...work, holds });
}

function splitOff(
  context: OrderContext,
  work: FulfillmentOrderFacts,
  parts: readonly { fulfillmentOrderLineId: string; quantity: number }[],
): FulfillmentOrderFacts[] {
  refuseUnless(work, "SPLIT");
  const [rest, taken] = divide(work, parts);
  if (rest.length === 0 || taken.length === 0) throw new Error("a split leaves something on both sides");
  return [reopen({ ...work, lines: rest }), reopen(renew(context, { ...work, lines: taken }))];
}

function moveTo(
  context: OrderContext,
  levels: Map<string, Level>,
  work: FulfillmentOrderFacts,
  action: PlannedAction & { kind: "move" },
): OrderContext {
  refuseUnless(work, "MOVE");
  const all = work.lines.map((line) => ({ fulfillmentOrderLineId: line.id, quantity: line.remainingQuantity }));
  const [rest, taken] = divide(work, action.lines ?? all);
  if (taken.length === 0) throw new Error("a move takes something");
  for (const line of taken) shiftCommitment(levels, line, work.locationId, action.locationId);
  const there = context.facts.fulfillmentOrders.find(
    (each) =>
      each.locationId === action.locationId && each.status === "OPEN" && each.deliveryMethod === work.deliveryMethod,
  );
  if (!there && rest.length === 0) return replace(context, { ...work, locationId: action.locationId });
  const moved = reopen(
    renew(context, {
      ...work,
      holds: [],
      locationId: action.locationId,
      lines: there ? merge(there.lines, taken) : taken,
    }),
  );
  const left = rest.length > 0 ? { ...work, lines: rest } : close(work);
  return replace(context, left.status === "OPEN" ? reopen(left) : left, moved, ...(there ? [close(there)] : []));
}

function shiftCommitment(levels: Map<string, Level>, line: Line, from: string | null, to: string): void {
  if (line.inventoryItemId === null) return;
  const units = line.remainingQuantity;
  const here = levels.get(levelKey(line.inventoryItemId, from ?? ""));
  const there = levels.get(levelKey(line.inventoryItemId, to));
  if (!there) throw new Error(`location ${to} does not stock item ${line.inventoryItemId}`);
  if (here) levels.set(levelKey(here.inventoryItemId, here.locationId), commitMore(here, -units));
  levels.set(levelKey(there.inventoryItemId, there.locationId), commitMore(there, units));
}

function commitMore(level: Level, units: number): Level {
  const { available, committed } = level.quantities;
  return { ...level, quantities: { ...level.quantities, available: available - units, committed: committed + units } };
}

function divide(
  work: FulfillmentOrderFacts,
  parts: readonly { fulfillmentOrderLineId: string; quantity: number }[],
): [rest: Line[], taken: Line[]] {
  const rest: Line[] = [];
  const taken: Line[] = [];
  for (const line of work.lines) {
    const units = parts.find((part) => part.fulfillmentOrderLineId === line.id)?.quantity ?? 0;
    if (units > line.remainingQuantity) throw new Error("more units than there are");
    if (units > 0) taken.push({ ...line, totalQuantity: units, remainingQuantity: units });
    const left = line.remainingQuantity - units;
    if (left > 0) rest.push({ ...line, totalQuantity: left, remainingQuantity: left });
  }
  return [rest, taken];
}

function merge(lines: readonly Line[], more: readonly Line[]): Line[] {
  const merged = lines.map((line) => ({ ...line }));
  for (const line of more) {
    const same = merged.find((other) => other.lineItemId === line.lineItemId);
    if (same) same.remainingQuantity += line.remainingQuantity;
    else merged.push({ ...line });
  }
  return merged;
}

/** The same work under the next free id, its lines too. */
function renew(context: OrderContext, work: FulfillmentOrderFacts): FulfillmentOrderFacts {
  const largest = Math.max(...context.facts.fulfillmentOrders.map((each) => Number(each.id)));
  const id = String(largest + 1);
  return { ...work, id, lines: work.lines.map((line) => ({ ...line, id: `${id}-${line.lineItemId}` })) };
}

function reopen(work: FulfillmentOrderFacts): FulfillmentOrderFacts {
  return { ...work, status: "OPEN", supportedActions: openActions(work) };
}

function close(work: FulfillmentOrderFacts): FulfillmentOrderFacts {
  return {
    ...work,
    status: "CLOSED",
    supportedActions: [],
    lines: work.lines.map((line) => ({ ...line, remainingQuantity: 0 })),
  };
}

function replace(context: OrderContext, ...changed: FulfillmentOrderFacts[]): OrderContext {
  const byId = new Map(context.facts.fulfillmentOrders.map((work) => [work.id, work]));
  for (const work of changed) byId.set(work.id, work);
  return { ...context, facts: { ...context.facts, fulfillmentOrders: [...byId.values()] } };
}

function refuseUnless(work: FulfillmentOrderFacts, action: string): void {
  if (!work.supportedActions.includes(action))
    throw new Error(`Shopify refuses ${action} on ${work.id} (${work.status})`);
}
