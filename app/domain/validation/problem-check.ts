import type { OrderContext, Problem } from "#app/domain/decision.ts";

/**
 * One question asked of every order with open work. It answers the problem it found or null. Whether the order may be held
 * at all (test, point of sale) and which problems a person has passed is settled once for all checks, in `validate`.
 */
export type ProblemCheck = (context: OrderContext, now: string) => Problem | null;
