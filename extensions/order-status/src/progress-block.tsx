import type { OrderPage } from "./order-page.ts";
import { ProgressView } from "./progress-view.tsx";
import { useOrder } from "./use-order.ts";

/** The block as it stands on a buyer's page, from asking to answer. */
export function ProgressBlock({ page }: { page: OrderPage }) {
  const { sight, retry } = useOrder(page);
  const { translate } = page;
  return (
    <s-section heading={translate("title")}>
      {sight.state === "loading" && <s-skeleton-paragraph content={translate("loading")}></s-skeleton-paragraph>}
      {sight.state === "absent" && <s-text color="subdued">{translate("absent")}</s-text>}
      {sight.state === "failed" && (
        <s-stack gap="base">
          <s-banner tone="warning" heading={translate("failed")}>
            <s-text>{translate("failed_why")}</s-text>
          </s-banner>
          <s-button variant="secondary" onClick={retry}>
            {translate("retry")}
          </s-button>
        </s-stack>
      )}
      {sight.state === "shown" && <ProgressView page={page} order={sight.order} />}
    </s-section>
  );
}
