import { z } from "zod";
import { SHOPPER_HEADLINES, SHOPPER_STATES, type ShopperProgress } from "#app/domain/orders/shopper-progress.ts";
import type { TrackingState } from "#app/domain/orders/tracking-state.ts";
import { isRowId } from "./row-id.ts";

/** What a buyer's page asks: `/api/order-status?order=1001&page=thank-you&number=XK2M94QPT`. */
export const shopperQuestion = z.object({
  /** The decimal digits at the end of the order's gid. */
  order: z.string().refine(isRowId, "is the id of an order"),
  page: z.enum(["order-status", "thank-you"]),
  /** The order's confirmation number: what proves it where nobody has signed in. */
  number: z.string().trim().min(1).max(64).nullish(),
});

const TRACKING_STATES = [
  "unknown",
  "labelled",
  "ready_for_pickup",
  "in_transit",
  "out_for_delivery",
  "attempted",
  "delayed",
  "delivered",
  "failed",
  "returned",
] as const satisfies readonly TrackingState[];

const part = z.object({
  state: z.enum(SHOPPER_STATES),
  units: z.int().positive(),
  place: z.string().nullable(),
  parcel: z.int().nullable(),
  dueDay: z.string().nullable(),
});

const line = z.object({
  id: z.string(),
  title: z.string(),
  variantTitle: z.string().nullable(),
  quantity: z.int(),
  parts: z.array(part),
});

const parcel = z.object({
  number: z.int(),
  state: z.enum(TRACKING_STATES),
  stateAt: z.string().nullable(),
  carrier: z.string().nullable(),
  tracking: z.array(z.object({ number: z.string(), url: z.string().nullable() })),
});

/** The answer: what a field is not named here for does not leave the app. */
export const shopperOrder = z.object({
  name: z.string(),
  headline: z.enum(SHOPPER_HEADLINES),
  lines: z.array(line),
  parcels: z.array(parcel),
  isOver: z.boolean(),
}) satisfies z.ZodType<ShopperProgress>;

export type ShopperOrder = z.infer<typeof shopperOrder>;
