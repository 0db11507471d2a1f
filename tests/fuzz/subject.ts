import { decideBatch } from "#app/domain/decide-batch.ts";
import { applyObservation } from "#app/domain/inventory/apply-observation.ts";
import { nextDocuments } from "#app/domain/invoicing/next-documents.ts";
import { lineQuantities } from "#app/domain/orders/line-quantities.ts";
import { findCheapestPlan } from "#app/domain/routing/cheapest/find-cheapest-plan.ts";

/**
 * What the laws are about. They are handed it instead of importing it, so that a test can hand them a worse one and see
 * that they object.
 */
export type Subject = {
  decideBatch: typeof decideBatch;
  applyObservation: typeof applyObservation;
  nextDocuments: typeof nextDocuments;
  lineQuantities: typeof lineQuantities;
  findCheapestPlan: typeof findCheapestPlan;
};

/** The domain as it is. */
export const domain: Subject = { decideBatch, applyObservation, nextDocuments, lineQuantities, findCheapestPlan };
