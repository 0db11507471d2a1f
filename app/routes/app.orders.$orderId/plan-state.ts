import type { BadgeProps } from "@shopify/polaris";
import type { PlanState } from "#app/domain/decision.ts";

type Shown = { title: string; tone: BadgeProps["tone"] };

const shown = {
  deciding: { title: "Deciding", tone: undefined },
  held: { title: "Held", tone: "warning" },
  backordered: { title: "Backordered", tone: "attention" },
  moving: { title: "Moving", tone: "info" },
  ready: { title: "Ready", tone: "info" },
  done: { title: "Done", tone: "success" },
  elsewhere: { title: "With another service", tone: undefined },
} satisfies Record<PlanState, Shown>;

/** How the plan of a fulfillment order is shown; a state of an earlier version may not be among them. */
export const PLAN_STATE: Record<string, Shown> & typeof shown = shown;
