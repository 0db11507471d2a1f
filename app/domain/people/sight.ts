import type { Person } from "./person.ts";
import { roleCan, type Right } from "./role-can.ts";

/** How much of an order somebody sees. Queries ask it and leave out the rest: what is not sent cannot be shown. */
export type Sight = {
  /** Only orders with work at these; null: all. */
  locationIds: readonly string[] | null;
  prices: boolean;
  personalData: boolean;
  documents: boolean;
  /** Levels, promises and oversold goods. Whether an order waits for goods is its status, which everybody sees. */
  stock: boolean;
  messages: boolean;
  /**
   * Sentences that are made for one order may quote an address or an amount: “Marienplatz” has no house number, 12.00 EUR
   * are to come. Who may not see both is told what is wrong by its name alone.
   */
  sentences: boolean;
};

export function sightOf({ role, locationIds }: Pick<Person, "role" | "locationIds">): Sight {
  const may = (right: Right) => roleCan(role, right).allowed;
  const [prices, personalData] = [may("see_prices"), may("see_personal_data")];
  return {
    locationIds: may("see_all_locations") ? null : locationIds,
    prices,
    personalData,
    documents: may("see_documents"),
    stock: may("see_stock"),
    messages: may("see_messages"),
    sentences: prices && personalData,
  };
}
