import type { CallEntry, EffectEntry } from "#tests/sandbox/state/call-log.ts";
import type { AuditedShop, Evidence, Law } from "#tests/support/audit/evidence.ts";
import type { Violation } from "#tests/support/audit/violation.ts";
import { ownEffects, ownMutations } from "#tests/support/audit/own-effects.ts";

/** What the app may do at all, each with the capability that lets it. Stock that a move takes along is Shopify's doing. */
const capabilityByEffect: Readonly<Record<string, string>> = {
  "hold placed": "hold",
  "hold released": "hold",
  "fulfillment order moved": "route",
  "fulfillment order split": "route",
};

/** Mutations that change nothing a merchant or buyer could notice. */
const HARMLESS_MUTATIONS = new Set(["bulkOperationRunQuery", "bulkOperationCancel"]);

// A sender has a message for so long: its call reaches Shopify by then, or never. How long it is on its way nobody decides.
const LEASE_MS = 15_000;
// A change of modes bears the time at which it was begun: senders go by the modes of before until it is committed, some
// statements later. The clocks of two processes differ a little besides.
const CHANGE_MS = 1_500;

type CapabilityRow = { capability: string; mode: string; changedAt: Date; goLiveAt: Date | null };

/** An outbox message that may have reached Shopify: it had a sender, who took it at this moment. */
type SentRow = { capability: string; fulfillmentOrderId: string | null; isApproved: boolean; takenAt: Date | null };

/**
 * I5: the app does nothing outside but what a capability in Act lets it, or a person approved; nothing at all where
 * everything is in Watch; and for each thing it did there is an outbox message that says so. What a sender had taken
 * before a change of modes cannot be called back; nothing is taken after it.
 */
export const checkPermittedEffects: Law = async (evidence) => {
  const violations: Violation[] = [];
  for (const shop of evidence.shops) {
    const found = [...(await objectToEffects(evidence, shop)), ...(await objectToMutations(evidence, shop))];
    violations.push(...found.map((each) => ({ invariant: "I5" as const, shop: shop.row.domain, ...each })));
  }
  return violations;
};

type Objection = { subject: string; sentence: string };

async function objectToEffects(evidence: Evidence, shop: AuditedShop): Promise<Objection[]> {
  const capabilities = await capabilitiesOf(evidence, shop);
  const sent = await sentOf(evidence, shop);
  return ownEffects(evidence, shop.row.domain).flatMap((effect) => {
    const capability = capabilityByEffect[effect.name];
    const subject = `effect ${effect.sequence} (${effect.name} ${effect.subject})`;
    if (capability === undefined) {
      return effect.name === "inventory shifted" && isPartOfMove(evidence, effect)
        ? []
        : [{ subject, sentence: "is nothing the app may do" }];
    }
    const wishes = sent.filter((row) => row.capability === capability && row.fulfillmentOrderId === idOf(effect));
    if (wishes.length === 0) return [{ subject, sentence: "stands in no outbox message" }];
    const sentence = objectionTo(effect, shop, capabilities.get(capability), wishes);
    return sentence === undefined ? [] : [{ subject, sentence }];
  });
}

function objectionTo(effect: EffectEntry, shop: AuditedShop, row: CapabilityRow | undefined, wishes: SentRow[]) {
  const order = shop.truth.orders.get(String(effect.details["orderId"]));
  if (!row || !order) return `is for order ${String(effect.details["orderId"])}, which is not there`;
  if (order.isTest) return `is for ${order.name}, a test`;
  if (isOfBefore(effect, row.changedAt, wishes)) return undefined;
  if (row.goLiveAt === null || Date.parse(order.createdAt) < Math.floor(row.goLiveAt.getTime() / 1000) * 1000) {
    return `is for ${order.name}, from before go-live`;
  }
  if (row.mode === "act" || wishes.some(({ isApproved }) => isApproved)) return undefined;
  return `happened although ${row.capability} is in ${row.mode} and nobody had approved it`;
}

/** Whether something happened before a change, or was under way then: one of these messages had been taken before. */
function isOfBefore({ at }: EffectEntry | CallEntry, changedAt: Date, wishes: readonly SentRow[]): boolean {
  // The log has whole seconds, rounded down.
  const happenedMs = Date.parse(at);
  if (happenedMs <= changedAt.getTime()) return true;
  return wishes.some(({ takenAt }) => {
    if (takenAt === null || takenAt.getTime() > changedAt.getTime() + CHANGE_MS) return false;
    return happenedMs <= takenAt.getTime() + LEASE_MS;
  });
}

/** Where everything is in Off or Watch, not even a refused mutation is sent. */
async function objectToMutations(evidence: Evidence, shop: AuditedShop): Promise<Objection[]> {
  const capabilities = await capabilitiesOf(evidence, shop);
  const isWatching = [...capabilities.values()].every(({ mode }) => mode === "off" || mode === "watch");
  if (!isWatching) return [];
  const since = new Date(Math.max(0, ...[...capabilities.values()].map(({ changedAt }) => changedAt.getTime())));
  const sent = await sentOf(evidence, shop);
  return ownMutations(evidence, shop.row.domain)
    .filter((call) => !call.rootFields.every((field) => HARMLESS_MUTATIONS.has(field)))
    .filter((call) => !isOfBefore(call, since, wishesOf(call, sent)))
    .map((call) => ({
      subject: `call ${call.sequence} (${call.rootFields.join(", ")})`,
      sentence: "was sent although every capability only watches",
    }));
}

/** The messages about the work that a call names. */
function wishesOf({ variables }: CallEntry, sent: readonly SentRow[]): SentRow[] {
  const said = JSON.stringify(variables);
  return sent.filter((row) => said.includes(`/FulfillmentOrder/${row.fulfillmentOrderId}"`));
}

function isPartOfMove({ world }: Evidence, { callSequence }: EffectEntry): boolean {
  const call = world.log.find((entry) => entry.sequence === callSequence);
  return call?.kind === "call" && call.rootFields.includes("fulfillmentOrderMove");
}

async function capabilitiesOf({ ask }: Evidence, { row }: AuditedShop): Promise<Map<string, CapabilityRow>> {
  const rows = await ask<CapabilityRow>(
    `SELECT capability, mode, changed_at AS "changedAt", go_live_at AS "goLiveAt" FROM capabilities WHERE shop = $1`,
    [row.id],
  );
  return new Map(rows.map((each) => [each.capability, each]));
}

function sentOf({ ask }: Evidence, { row }: AuditedShop): Promise<SentRow[]> {
  return ask<SentRow>(
    `SELECT capability, payload->>'fulfillmentOrderId' AS "fulfillmentOrderId", taken_at AS "takenAt",
       EXISTS (SELECT 1 FROM action_log a WHERE a.shop = o.shop AND a.action = 'approve_action'
         AND a.details->>'outboxKey' = o.key) AS "isApproved"
     FROM outbox_messages o WHERE shop = $1 AND attempts > 0`,
    [row.id],
  );
}

function idOf({ subject }: EffectEntry): string {
  return subject.slice(subject.lastIndexOf("/") + 1);
}
