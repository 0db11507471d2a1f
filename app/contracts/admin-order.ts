import { z } from "zod";
import { isRowId } from "./row-id.ts";

const order = z.string().refine(isRowId, "is the id of an order");

/** What the block in Shopify's order page asks: `/api/admin-order?order=1001`. */
export const adminOrderQuestion = z.object({ order });

/** The release button: the person has seen these problems and passes them, so that they no longer hold the order. */
export const releaseRequest = z.object({
  order,
  codes: z
    .array(z.string().regex(/^[a-z_]{1,60}$/))
    .min(1)
    .max(50),
});

/** One order as the block shows it. */
export type AdminOrder = {
  name: string;
  headline: string;
  /** The decision in one sentence; empty before the first. */
  sentence: string;
  /** What is wrong with it; those that hold stop the order. */
  problems: { code: string; title: string; sentence: string; holds: boolean }[];
  /** Whether the release button may be pressed and, if not, why. */
  release: { allowed: true } | { allowed: false; reason: string };
  /** False where holding is only watched or suggested: then a problem is shown and stops nothing by itself. */
  isHoldingActive: boolean;
};

/** `order` is null when Switchyard does not know it, or not yet. */
export type AdminOrderAnswer = { order: AdminOrder | null };

/** After a click: what came of it, in a sentence, and the order as it is now. */
export type ReleaseAnswer = AdminOrderAnswer & { said: string | null; problem: string | null };
