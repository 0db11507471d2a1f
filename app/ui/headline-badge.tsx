import { Badge, type BadgeProps } from "@shopify/polaris";
import { headlineTone, type HeadlineTone } from "#app/domain/orders/headline-status.ts";

const BADGE_TONE: Record<HeadlineTone, BadgeProps["tone"]> = {
  neutral: undefined,
  info: "info",
  success: "success",
  attention: "attention",
  warning: "warning",
  critical: "critical",
};

/** The one word an order is shown with. */
export function HeadlineBadge({ headline }: { headline: string }) {
  return <Badge tone={BADGE_TONE[headlineTone(headline)]}>{headline}</Badge>;
}
