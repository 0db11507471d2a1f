import { fulfillmentOrderBody } from "#app/contracts/fulfillment-order-body.ts";
import { ignored, rule, type TopicRule } from "./topic-rule.ts";

// The descriptions of WebhookSubscriptionTopic (Admin API 2026-10) name these, any one of which is enough.
const WORK = ["read_merchant_managed_fulfillment_orders", "read_third_party_fulfillment_orders"] as const;

// A fulfillment service writes as much as it likes; the timeline shows the beginning, the raw body keeps it all.
const MOST_QUOTED = 120;

/** `what` continues the sentence "Shopify says: ...". */
const hint = (what: string) =>
  rule("hint", WORK, fulfillmentOrderBody, (body) => {
    if (body.fulfillmentOrderId === null)
      return ignored("The body names no fulfillment order, so there is nothing to read.");
    const reason = body.hold?.reason ? `: ${body.hold.reason.toLowerCase().replaceAll("_", " ")}` : "";
    const said = reason === "" && body.message ? ` ("${body.message.slice(0, MOST_QUOTED)}")` : "";
    return [
      {
        kind: "read_wanted",
        subject: "fulfillment_order",
        id: body.fulfillmentOrderId,
        what: `${what}${reason}${said}`,
        echoHandle: body.hold?.handle ?? null,
      },
    ];
  });

/** Topics that speak of the work to do at a location. None carries a time or all of its facts. */
export const workTopics: Record<string, TopicRule> = {
  "fulfillment_holds/added": hint("hold added"),
  "fulfillment_holds/released": hint("hold released"),
  "fulfillment_orders/order_routing_complete": hint("fulfillment order assigned to a location"),
  "fulfillment_orders/placed_on_hold": hint("fulfillment order placed on hold"),
  "fulfillment_orders/hold_released": hint("fulfillment order no longer on hold"),
  "fulfillment_orders/moved": hint("fulfillment order moved to another location"),
  "fulfillment_orders/split": hint("fulfillment order split"),
  "fulfillment_orders/merged": hint("fulfillment orders merged"),
  "fulfillment_orders/cancelled": hint("fulfillment order cancelled"),
  "fulfillment_orders/rescheduled": hint("fulfillment order rescheduled"),
  "fulfillment_orders/scheduled_fulfillment_order_ready": hint("scheduled fulfillment order due now"),
  "fulfillment_orders/progress_reported": hint("progress reported"),
  "fulfillment_orders/manually_reported_progress_stopped": hint("reported progress stopped"),
  "fulfillment_orders/line_items_prepared_for_pickup": hint("prepared for pickup"),
  "fulfillment_orders/line_items_prepared_for_local_delivery": hint("prepared for local delivery"),
  "fulfillment_orders/fulfillment_request_submitted": hint("fulfillment requested from the fulfillment service"),
  "fulfillment_orders/fulfillment_request_accepted": hint("fulfillment accepted by the fulfillment service"),
  "fulfillment_orders/fulfillment_request_rejected": hint("fulfillment rejected by the fulfillment service"),
  "fulfillment_orders/fulfillment_service_failed_to_complete": hint("fulfillment service could not complete its work"),
  "fulfillment_orders/cancellation_request_submitted": hint("cancellation requested from the fulfillment service"),
  "fulfillment_orders/cancellation_request_accepted": hint("cancellation accepted by the fulfillment service"),
  "fulfillment_orders/cancellation_request_rejected": hint("cancellation rejected by the fulfillment service"),
};
