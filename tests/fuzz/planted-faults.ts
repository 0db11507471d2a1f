import type { OrderDecision } from "#app/domain/decision.ts";
import { levelKey } from "#app/domain/inventory/level-book.ts";
import type { Level } from "#app/domain/inventory/level.ts";
import type { DocumentDraft } from "#app/domain/invoicing/document.ts";
import type { LineItemFacts, OrderFacts } from "#app/domain/orders/order-facts.ts";
import { domain, type Subject } from "./subject.ts";

/** A domain with one fault, and the law that must notice it. */
export type PlantedFault = { fault: string; law: string; subject: Subject };

type Batch = ReturnType<Subject["decideBatch"]>;

const CLAIMS = "no claim exceeds what is on hand less the safety stock";
const SERVED = "every unit of open work is served or backordered, and the units of a line sum to what was ordered";
const QUANTITIES =
  "each unit ordered is removed, needs no work, is scheduled, backordered, allocated or fulfilled, and only one of these";
const SUM = "invoices less credit notes are the current total, after any edits and refunds";
const LEDGER = "the legs of every posting sum to zero, and replaying the ledger gives the level";

/** Faults such as have been made in this trade, at least one for each law. */
export const plantedFaults: readonly PlantedFault[] = [
  {
    fault: "a promised unit is promised once more",
    law: CLAIMS,
    subject: withDecisions((batch) => claimOneMore(batch)),
  },
  {
    fault: "the safety stock is promised too",
    law: CLAIMS,
    subject: {
      ...domain,
      decideBatch: (contexts, levels, now) => {
        const batch = domain.decideBatch(
          contexts,
          mapLevels(levels, (level) => ({ ...level, safetyStockUnits: 0 })),
          now,
        );
        const safetyOf = (level: Level) =>
          levels.get(levelKey(level.inventoryItemId, level.locationId))!.safetyStockUnits;
        return {
          ...batch,
          levels: mapLevels(batch.levels, (level) => ({ ...level, safetyStockUnits: safetyOf(level) })),
        };
      },
    },
  },
  { fault: "a unit is planned nowhere", law: SERVED, subject: withDecisions((batch) => forgetOneUnit(batch)) },
  {
    fault: "units that were cancelled are counted among those that wait for stock",
    law: QUANTITIES,
    subject: withQuantities((line) => ({ ...line, backordered: line.backordered + line.removed })),
  },
  {
    fault: "a parcel that was cancelled counts as fulfilled",
    law: QUANTITIES,
    subject: {
      ...domain,
      lineQuantities: (facts, allocations) =>
        domain.lineQuantities(
          { ...facts, fulfillments: facts.fulfillments.map((each) => ({ ...each, status: "success" as const })) },
          allocations,
        ),
    },
  },
  {
    fault: "the second run of a batch leaves its first claim out",
    law: "the same batch gives the same decisions and changes nothing it was given",
    subject: withDecisions(everyOther((batch) => dropClaims(batch))),
  },
  {
    fault: "a batch that is decided again gives its claims up",
    law: "a batch that is decided again on what it recorded claims the same units",
    subject: {
      ...domain,
      decideBatch: (contexts, levels, now) => {
        const batch = domain.decideBatch(contexts, levels, now);
        return contexts.some((context) => context.allocations.length > 0) ? dropClaims(batch) : batch;
      },
    },
  },
  {
    fault: "the first order of a batch is decided in other words",
    law: "orders that share no goods are decided alike in any order",
    subject: withDecisions((batch) => mapDecision(batch, 0, (decision) => ({ ...decision, sentence: "first" }))),
  },
  {
    fault: "the merchant's rules are forgotten",
    law: "what the merchant demands of routes holds in every one of them",
    subject: {
      ...domain,
      decideBatch: (contexts, levels, now) =>
        domain.decideBatch(
          contexts.map((context) => ({ ...context, settings: { ...context.settings, routing: null } })),
          levels,
          now,
        ),
    },
  },
  {
    fault: "goods leave from a location that does not exist for online orders",
    law: "goods never leave from where they may not",
    subject: {
      ...domain,
      decideBatch: (contexts, levels, now) =>
        domain.decideBatch(
          contexts.map((context) => ({
            ...context,
            locations: context.locations.map((each) => ({
              ...each,
              isActive: true,
              fulfillsOnlineOrders: true,
              countryCode: "DE",
            })),
          })),
          levels,
          now,
        ),
    },
  },
  {
    fault: "every decision wishes a hold of its own",
    law: "acting and deciding again comes to an end, and no wish is wished twice",
    subject: withDecisions((batch) => holdAgain(batch)),
  },
  {
    fault: "a posting loses a leg",
    law: LEDGER,
    subject: {
      ...domain,
      applyObservation: (level, observation) => {
        const outcome = domain.applyObservation(level, observation);
        return { ...outcome, entries: outcome.entries.slice(1) };
      },
    },
  },
  {
    fault: "a level is overwritten and nothing is posted",
    law: LEDGER,
    subject: {
      ...domain,
      applyObservation: (level, observation) => ({ ...domain.applyObservation(level, observation), entries: [] }),
    },
  },
  {
    fault: "a reading that comes late takes the level back",
    law: "what is known of a level never grows older",
    subject: {
      ...domain,
      applyObservation: (level, observation) => domain.applyObservation({ ...level, observedAt: null }, observation),
    },
  },
  {
    fault: "a credit note is forgotten",
    law: SUM,
    subject: withDocuments((drafts) => drafts.filter(({ kind }) => kind === "invoice")),
  },
  {
    fault: "a document's total is a cent more than its parts",
    law: SUM,
    subject: withDocuments((drafts) => drafts.map((draft) => ({ ...draft, totalMinor: draft.totalMinor + 1 }))),
  },
  {
    fault: "what was taken back before the first invoice is invoiced all the same",
    law: "an order first invoiced late owes the same as one invoiced from the start",
    subject: withFacts((facts) => ({ ...facts, lines: facts.lines.map(asOrdered) })),
  },
  {
    fault: "what is credited is credited twice over",
    law: "no more of a line is credited than was invoiced",
    subject: withDocuments((drafts) => drafts.map((draft) => (draft.kind === "invoice" ? draft : doubled(draft)))),
  },
  {
    fault: "a plan that is one unit short of the best is taken for proven",
    law: "the cheapest plan is the one that trying every plan finds, and it is proven",
    subject: {
      ...domain,
      findCheapestPlan: (problem) => {
        const fewer = problem.lines.map((line) => ({ ...line, units: Math.max(0, line.units - 1) }));
        return domain.findCheapestPlan({ ...problem, lines: fewer });
      },
    },
  },
  {
    fault: "the second parcel is free",
    law: "the cheapest plan is the one that trying every plan finds, and it is proven",
    subject: {
      ...domain,
      findCheapestPlan: (problem) => domain.findCheapestPlan({ ...problem, splitMinor: 0 }),
    },
  },
  {
    fault: "the first location of the list is told of first",
    law: "the order in which locations are listed does not matter",
    subject: {
      ...domain,
      decideBatch: (contexts, levels, now) => {
        const { decisions, ...rest } = domain.decideBatch(contexts, levels, now);
        const told = decisions.map((decision, at) => ({
          ...decision,
          route: decision.route && { ...decision.route, sentence: contexts[at]!.locations[0]!.name },
        }));
        return { ...rest, decisions: told };
      },
    },
  },
  {
    fault: "the levels are kept as the batch has left them",
    law: "a route comes out again from the levels that its decision found, and its certificate adds up",
    subject: withDecisions((batch) => ({
      ...batch,
      found: batch.found.map((levels) =>
        levels.map((level) => batch.levels.get(levelKey(level.inventoryItemId, level.locationId))!),
      ),
    })),
  },
];

function withDecisions(spoil: (batch: Batch) => Batch): Subject {
  return { ...domain, decideBatch: (...given) => spoil(domain.decideBatch(...given)) };
}

function withQuantities(spoil: (line: ReturnType<Subject["lineQuantities"]>[number]) => typeof line): Subject {
  return { ...domain, lineQuantities: (...given) => domain.lineQuantities(...given).map(spoil) };
}

function withDocuments(spoil: (drafts: DocumentDraft[]) => DocumentDraft[]): Subject {
  return {
    ...domain,
    nextDocuments: (...given) => {
      const next = domain.nextDocuments(...given);
      return { ...next, documents: spoil(next.documents) };
    },
  };
}

function everyOther(spoil: (batch: Batch) => Batch): (batch: Batch) => Batch {
  let runs = 0;
  return (batch) => {
    runs += 1;
    return runs % 2 === 0 ? spoil(batch) : batch;
  };
}

function mapDecision(batch: Batch, at: number, change: (decision: OrderDecision) => OrderDecision): Batch {
  return { ...batch, decisions: batch.decisions.map((each, index) => (index === at ? change(each) : each)) };
}

function mapLevels(levels: ReadonlyMap<string, Level>, change: (level: Level) => Level): Map<string, Level> {
  return new Map([...levels].map(([key, level]) => [key, change(level)]));
}

function claimOneMore(batch: Batch): Batch {
  const more = <Claim extends { quantity: number }>(claims: Claim[]) =>
    claims.map((claim) => ({ ...claim, quantity: claim.quantity + 1 }));
  return { ...batch, decisions: batch.decisions.map((each) => ({ ...each, allocations: more(each.allocations) })) };
}

function dropClaims(batch: Batch): Batch {
  return { ...batch, decisions: batch.decisions.map((each) => ({ ...each, allocations: each.allocations.slice(1) })) };
}

function forgetOneUnit(batch: Batch): Batch {
  const forget = ({ route }: OrderDecision) => route && { ...route, planned: route.planned.slice(1) };
  return { ...batch, decisions: batch.decisions.map((each) => ({ ...each, route: forget(each) })) };
}

function holdAgain(batch: Batch): Batch {
  const wish = (decision: OrderDecision) =>
    Object.keys(decision.planByFulfillmentOrder).map((fulfillmentOrderId) => ({
      key: `hold:${fulfillmentOrderId}:again`,
      capability: "hold" as const,
      fulfillmentOrderId,
      kind: "hold" as const,
      holdReason: "OTHER" as const,
      notes: "",
      handle: "switchyard-again",
    }));
  return { ...batch, decisions: batch.decisions.map((each) => ({ ...each, actions: wish(each) })) };
}

function withFacts(spoil: (facts: OrderFacts) => OrderFacts): Subject {
  return {
    ...domain,
    nextDocuments: (context, ...rest) => domain.nextDocuments({ ...context, facts: spoil(context.facts) }, ...rest),
  };
}

function asOrdered(line: LineItemFacts): LineItemFacts {
  return { ...line, currentQuantity: line.quantity };
}

/** Consistent in itself, so that nothing but what it says is wrong with it. */
function doubled(draft: DocumentDraft): DocumentDraft {
  const twice = <Part extends { taxMinor: number }>(parts: readonly Part[]) =>
    parts.map((part) => ({ ...part, taxMinor: 2 * part.taxMinor }));
  const lines = draft.lines.map((line) => ({
    ...line,
    quantity: 2 * line.quantity,
    netMinor: 2 * line.netMinor,
    taxMinor: 2 * line.taxMinor,
    taxes: twice(line.taxes),
  }));
  const { netMinor, taxMinor, totalMinor } = draft;
  const sums = { netMinor: 2 * netMinor, taxMinor: 2 * taxMinor, totalMinor: 2 * totalMinor };
  return { ...draft, ...sums, lines, taxByRate: twice(draft.taxByRate) };
}
