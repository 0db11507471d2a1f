/**
 * Limits count steps, never time, so that the same problem always has the same answer. A step is about one look at one
 * element at one place: 10 to 20 ns on a busy core of an AMD EPYC (November 2026).
 */
export type SearchLimits = { maxSteps: number };

/** What is left of the limit while a search runs. */
export type Effort = { stepsLeft: number };
