import type { ShopperOrder } from "../../../app/contracts/shopper-order.ts";
import type { OrderPage } from "./order-page.ts";
import { nameLine, nameParcel, sayLine, sayParcel, stepOf, STEPS } from "./say-progress.ts";

type Shown<Value> = { page: OrderPage } & Value;

/** The whole order in one sentence, then each line, then each parcel. */
export function ProgressView({ page, order }: Shown<{ order: ShopperOrder }>) {
  const step = stepOf(order.headline);
  return (
    <s-stack gap="base">
      <s-text type="strong">{page.translate(`headline.${order.headline}`)}</s-text>
      {step !== undefined && (
        <s-progress
          value={step}
          max={STEPS}
          accessibilityLabel={page.translate("step", { step, steps: STEPS })}
        ></s-progress>
      )}
      {order.lines.map((line) => (
        <s-stack key={line.id} gap="small-300">
          <s-text>{nameLine(page, line)}</s-text>
          {sayLine(page, line).map((sentence) => (
            <s-text key={sentence} color="subdued">
              {sentence}
            </s-text>
          ))}
        </s-stack>
      ))}
      {order.parcels.length > 0 && <ParcelsView page={page} parcels={order.parcels} />}
    </s-stack>
  );
}

function ParcelsView({ page, parcels }: Shown<{ parcels: ShopperOrder["parcels"] }>) {
  const signIn = page.readSignIn();
  return (
    <>
      <s-divider></s-divider>
      {parcels.map((parcel) => (
        <s-stack key={parcel.number} gap="small-300">
          <s-heading>{nameParcel(page, parcel)}</s-heading>
          <s-text tone={parcel.state === "failed" || parcel.state === "returned" ? "critical" : "auto"}>
            {sayParcel(page, parcel)}
          </s-text>
          {parcel.tracking.map(({ number, url }) =>
            url === null ? (
              <s-text key={number} color="subdued">
                {page.translate("tracking_number", { number })}
              </s-text>
            ) : (
              <s-link key={number} href={url} target="_blank">
                {page.translate("track", { number })}
              </s-link>
            ),
          )}
        </s-stack>
      ))}
      {signIn && (
        <s-button variant="secondary" onClick={signIn}>
          {page.translate("sign_in")}
        </s-button>
      )}
    </>
  );
}
