import { z } from "zod";
import { optionalPlatformId, optionalText, platformId } from "./platform-values.ts";

/** Bodies that say only which order changed, or little more: they lead to a read of it. */

/** `orders/delete`. */
export const deletedBody = z.object({ id: platformId });

/** `orders/edited`: which lines gained and lost units, but neither prices nor totals. */
export const orderEditedBody = z.object({
  order_edit: z.object({ order_id: platformId }),
});

/** `orders/risk_assessment_changed`: the level of one provider, not the recommendation. */
export const riskChangedBody = z.object({
  order_id: optionalPlatformId,
  admin_graphql_api_order_id: optionalPlatformId,
  risk_level: optionalText,
});

/** `returns/*`: some bodies nest the order, some name it, `returns/update` names only the return. */
export const returnBody = z.object({
  order_id: optionalPlatformId,
  order: z.object({ id: optionalPlatformId, admin_graphql_api_id: optionalPlatformId }).nullish(),
});

/** `disputes/*`. */
export const disputeBody = z.object({
  order_id: optionalPlatformId,
  type: optionalText,
  amount: optionalText,
  currency: optionalText,
  reason: optionalText,
  status: optionalText,
});
