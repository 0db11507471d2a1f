import { useEffect, useState } from "preact/hooks";
import { askOrder, type Sight } from "./ask-order.ts";
import type { OrderPage } from "./order-page.ts";

// Right after a change (an order just placed is decided within seconds) it is looked at soon, then now and then.
const SOON_S = [2, 5, 10];
const NOW_AND_THEN_S = 15;
const SELDOM_S = 120;
const LOOKS_BEFORE_SELDOM = 20;

/** Seconds until the next look after this many; null when nothing will change by itself any more. */
export function nextLookS(looks: number, sight: Sight): number | null {
  const soon = SOON_S[looks - 1];
  if (soon !== undefined) return soon;
  if (sight.state === "shown" && sight.order.isOver) return null;
  return looks < LOOKS_BEFORE_SELDOM ? NOW_AND_THEN_S : SELDOM_S;
}

/** The order as it is, kept up to date while the page is open; `retry` asks again at once. */
export function useOrder(page: OrderPage): { sight: Sight; retry: () => void } {
  const [sight, setSight] = useState<Sight>({ state: "loading" });
  const [round, setRound] = useState(0);
  const order = page.readOrder();
  const orderId = order?.orderId;
  const confirmationNumber = order?.confirmationNumber;

  useEffect(() => page.onChange(() => setRound((before) => before + 1)), [page]);

  useEffect(() => {
    if (!orderId) return;
    let isLeft = false;
    let looks = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const seen = await askOrder(page, orderId, confirmationNumber);
      if (isLeft) return;
      looks += 1;
      // What was seen a moment ago is better than an error in its place.
      setSight((before) => (seen.state === "failed" && before.state === "shown" ? before : seen));
      const waitS = nextLookS(looks, seen);
      if (waitS !== null) timer = setTimeout(() => void look(), waitS * 1000);
    };
    void look();
    return () => {
      isLeft = true;
      clearTimeout(timer);
    };
  }, [page, orderId, confirmationNumber, round]);

  const retry = () => {
    setSight({ state: "loading" });
    setRound((before) => before + 1);
  };
  return { sight, retry };
}
