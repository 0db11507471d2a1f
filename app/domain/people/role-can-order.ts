import { orderCan, type OrderAct, type OrderSituation, type Permission } from "#app/domain/orders/order-can.ts";
import { roleCan, type Right, type Role } from "./role-can.ts";

/** The right that each act upon an order needs. Which effects somebody answers depends on the effect too. */
const RIGHT_BY_ACT: Record<OrderAct, Right> = {
  pass_problems: "release_holds",
  release_hold: "release_holds",
  approve_action: "approve_documents",
  dismiss_action: "approve_documents",
  decide_again: "decide_again",
  steer_route: "steer_routes",
};

/** Whether a role may act upon an order as it stands now; the reason of the role comes before that of the order. */
export function roleCanOrder(role: Role, act: OrderAct, situation: OrderSituation): Permission {
  const permission = roleCan(role, RIGHT_BY_ACT[act]);
  return permission.allowed ? orderCan(act, situation) : permission;
}

/** Who answers an effect that waits for a person's word: documents are the accountants' too. */
export function rightOverEffect(capability: string): Right {
  return capability === "invoice" ? "approve_documents" : "approve_effects";
}
