import { createContext, useContext, type ReactNode } from "react";
import { EPOCH } from "#app/domain/orders/placeholder-facts.ts";
import { formatFullTime, formatTime } from "#app/ui/words/format-time.ts";

/** What every page knows of the shop it is shown in. */
export type ShopView = { name: string; domain: string; currency: string; timeZone: string };

type Known = ShopView & { now: string };

const Context = createContext<Known | undefined>(undefined);

/** `now` is the server's: a document is rendered twice, and must read the same both times. */
export function ShopProvider({ shop, now, children }: { shop: ShopView; now: string; children: ReactNode }) {
  return <Context.Provider value={{ ...shop, now }}>{children}</Context.Provider>;
}

export function useShop(): Known {
  const shop = useContext(Context);
  if (!shop) throw new Error("useShop is for pages inside the app's layout.");
  return shop;
}

/** A time in the shop's zone; pointing at it shows the seconds. An order of which only a part came has none yet. */
export function Time({ at }: { at: string }) {
  const { timeZone, now } = useShop();
  if (at === EPOCH) return <span>Not known yet</span>;
  return (
    <time dateTime={at} title={formatFullTime(at, timeZone)}>
      {formatTime(at, timeZone, now)}
    </time>
  );
}
