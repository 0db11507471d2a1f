import { CHECKS } from "#app/domain/validation/checks.ts";
import { validate } from "#app/domain/validation/validate.ts";
import type { Measure } from "#tests/bench/bench.ts";
import { NOON } from "#tests/domain/build-order.ts";
import { makeCases } from "./domain-cases.ts";
import { timeCalls } from "./time-calls.ts";

/** Validation by every check there is, on one core. */
export const measureValidation: Measure = async () => {
  const cases = makeCases({ cases: 5_000, locations: 6, lines: 3, seed: 2 });
  const { perSecond, calls } = timeCalls(cases, ({ context }) => validate(context, NOON));
  const held = cases.filter(({ context }) => validate(context, NOON).some((problem) => problem.holds)).length;
  return [
    {
      name: "validation_orders_per_s",
      value: perSecond,
      unit: "orders/s",
      remarks: [
        `${calls} calls over ${cases.length} orders, of which ${held} would be held, with ${CHECKS.length} checks (the target is for 20 rules)`,
        "limited by one core: pure computation",
      ],
    },
  ];
};
