import "@shopify/ui-extensions/preact";
import type { Api } from "@shopify/ui-extensions/admin.order-details.block.render";
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { askOrder, releaseHold, type Released, type Sight } from "./ask-order.ts";
import { DecisionView } from "./decision-view.tsx";
import { ReleaseButton } from "./release-button.tsx";

declare const shopify: Api;

/** The block in Shopify's order page. */
export default async function showDecision(): Promise<void> {
  render(<DecisionBlock />, document.body);
}

function DecisionBlock() {
  const { translate } = shopify.i18n;
  const orderId = /\d+$/.exec(shopify.data.selected[0]?.id ?? "")?.[0] ?? "";
  const [sight, setSight] = useState<Sight>({ state: "loading" });
  const [isReleasing, setIsReleasing] = useState(false);
  const [released, setReleased] = useState<Released>();

  const load = async () => {
    setSight({ state: "loading" });
    setSight(await askOrder(orderId));
  };
  useEffect(() => void load(), [orderId]);

  const release = async (codes: string[]) => {
    setIsReleasing(true);
    const outcome = await releaseHold(orderId, codes, translate("unanswered"));
    setIsReleasing(false);
    setReleased(outcome);
    if (outcome.sight) setSight(outcome.sight);
  };

  return (
    <s-admin-block heading="Switchyard" collapsedSummary={sight.state === "shown" ? sight.order.headline : ""}>
      <s-stack gap="base">
        {released?.problem && <s-banner tone="critical">{released.problem}</s-banner>}
        {released?.said && <s-banner tone="success">{released.said}</s-banner>}
        {sight.state === "loading" && <s-spinner accessibilityLabel={translate("loading")}></s-spinner>}
        {sight.state === "unknown" && <s-text color="subdued">{translate("unknown")}</s-text>}
        {sight.state === "failed" && <s-banner tone="warning">{translate("unreachable")}</s-banner>}
        {(sight.state === "failed" || sight.state === "unknown") && (
          <s-button variant="secondary" onClick={() => void load()}>
            {translate("retry")}
          </s-button>
        )}
        {sight.state === "shown" && (
          <>
            <DecisionView order={sight.order} translate={translate} />
            <ReleaseButton
              order={sight.order}
              isReleasing={isReleasing}
              onRelease={(codes) => void release(codes)}
              translate={translate}
            />
          </>
        )}
      </s-stack>
    </s-admin-block>
  );
}
