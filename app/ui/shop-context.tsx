import { createContext, useContext, type ReactNode } from "react";
import type { Permission } from "#app/domain/orders/order-can.ts";
import { EPOCH } from "#app/domain/orders/placeholder-facts.ts";
import { roleCan, type Right, type Role } from "#app/domain/people/role-can.ts";
import { formatFullTime, formatTime } from "#app/ui/words/format-time.ts";

/** What every page knows of the shop it is shown in. */
export type ShopView = { name: string; domain: string; currency: string; timeZone: string };

/** Who looks at the page. */
export type Viewer = { name: string; role: Role };

type Known = ShopView & { person: Viewer; now: string };

const Context = createContext<Known | undefined>(undefined);

export type ShopProviderProps = { shop: ShopView; person: Viewer; now: string; children: ReactNode };

/** `now` is the server's: a document is rendered twice, and must read the same both times. */
export function ShopProvider({ shop, person, now, children }: ShopProviderProps) {
  return <Context.Provider value={{ ...shop, person, now }}>{children}</Context.Provider>;
}

export function useShop(): Known {
  const shop = useContext(Context);
  if (!shop) throw new Error("useShop is for pages inside the app's layout.");
  return shop;
}

/**
 * Whether who looks at the page has a right and, if not, why not, for a button that is disabled or a card that is left
 * out. What they may not see is not sent to the page in the first place, and what they may not do is refused again.
 */
export function useMay(right: Right): Permission {
  return roleCan(useShop().person.role, right);
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
