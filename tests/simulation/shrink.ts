import type { Plan, Step } from "./steps/step.ts";

export type Shrunk = { plan: Plan; tries: number };

/** Each try is a whole day: a few minutes of them are worth a short story, not more. */
const MOST_TRIES = 80;

/**
 * Leaves out as many steps of a failing day as it can while it still fails: halves first, then quarters, and so on down
 * to single steps (delta debugging after Zeller and Hildebrandt, 2002).
 *
 * @param fails lives a plan and answers whether it still breaks a law
 */
export async function shrink(plan: Plan, fails: (plan: Plan) => Promise<boolean>): Promise<Shrunk> {
  let steps = plan.steps;
  let tries = 0;
  let size = Math.ceil(steps.length / 2);
  while (size >= 1 && tries < MOST_TRIES) {
    const before = steps.length;
    for (let from = 0; from < steps.length && tries < MOST_TRIES;) {
      const fewer = without(steps, from, size);
      tries += 1;
      if (fewer.length < steps.length && (await fails({ ...plan, steps: fewer }))) steps = fewer;
      else from += size;
    }
    if (size === 1 && steps.length === before) break;
    size = Math.max(1, Math.floor(size / 2));
  }
  return { plan: { ...plan, steps }, tries };
}

/** The steps but for a stretch of them, and but for those that follow from an order that is not placed any more. */
function without(steps: readonly Step[], from: number, size: number): Step[] {
  const left = steps.filter((_, index) => index < from || index >= from + size);
  const placed = new Set(left.filter(({ what }) => what === "order").map(({ id }) => id));
  return left.filter((step) => !("of" in step) || placed.has(step.of));
}

/** A plan with these of its steps only. */
export function only(plan: Plan, ids: readonly number[]): Plan {
  const kept = new Set(ids);
  return { ...plan, steps: plan.steps.filter(({ id }) => kept.has(id)) };
}
