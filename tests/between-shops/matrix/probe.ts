import type pg from "pg";
import type { Ask, Form } from "./ask.ts";
import type { ShopIds } from "./shop-ids.ts";

/** One question that names something of a shop, and what it is answered when that is another's. */
export type Probe = {
  /** What is named, as it stands in the test's title: "an order". */
  names: string;
  /** `named` is the shop whose things are named, `own` the one that asks; asked about oneself they are the same. */
  ask: (named: ShopIds, own: ShopIds) => Ask;
  /**
   * How the question about another's things is answered: a status, or these words, with 200 for a page and 422 for a click.
   * "own": the same happens to the asker's own shop as without the other's domain in the address.
   */
  answered: number | RegExp | "own";
  /** The status of the same question about one's own things, if not 200. */
  ownStatus?: number;
  /** Makes it possible, where the same question about one's own things would be refused too. */
  prepare?: (owner: pg.Client, own: ShopIds) => Promise<unknown>;
  /** Why the same question about one's own things neither shows nor changes anything. */
  showsNothing?: string;
};

/** What is tried of a route: each verb it has must be here, and each thing its action can be asked to do. */
export type RoutePlan = {
  /** Its address with the asker's own ids in it, where there are any. */
  at: (own: ShopIds) => string;
  loader?: readonly Probe[];
  action?: Readonly<Record<string, readonly Probe[]>>;
  /** Why it names nothing of a shop; it is asked all the same, with the other shop's domain in its address. */
  namesNothing?: string;
  /** How the app itself asks, where that is not as a page for its data or as a resource for its bytes. */
  form?: Form;
};

/** An action that takes one thing and no word for what is to be done. */
export const NO_INTENT = "-";
