import { homePlan } from "./plans/home-plan.ts";
import { listPlans } from "./plans/list-plans.ts";
import { orderPlans } from "./plans/order-plans.ts";
import { outsidePlans } from "./plans/outside-plans.ts";
import { peoplePlans } from "./plans/people-plans.ts";
import { settingsPlans } from "./plans/settings-plans.ts";
import { shippingPlans } from "./plans/shipping-plans.ts";
import type { RoutePlan } from "./probe.ts";

/** What is tried of every route of the app, by its id in the route table. A route that is not here fails the test. */
export const plans: Readonly<Record<string, RoutePlan>> = {
  ...outsidePlans,
  ...homePlan,
  ...orderPlans,
  ...listPlans,
  ...settingsPlans,
  ...shippingPlans,
  ...peoplePlans,
};
