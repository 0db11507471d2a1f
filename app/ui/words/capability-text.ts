import type { Capability, Mode } from "#app/domain/settings.ts";

export const CAPABILITY_TITLE: Record<Capability, string> = {
  hold: "Hold orders",
  route: "Route orders",
  stock: "Correct stock",
  invoice: "Issue invoices",
  notify: "Notify buyers",
};

export const MODE_TITLE: Record<Mode, string> = { off: "Off", watch: "Watch", suggest: "Suggest", act: "Act" };

/** What a capability does in a mode, in the words of the one who turns it on. */
export const MODE_SENTENCE: Record<Capability, Record<Mode, string>> = {
  hold: {
    off: "Orders are not held, and nothing is said about it.",
    watch: "Shows which orders it would hold and why. Nothing is held at Shopify.",
    suggest: "Asks you before it places a hold on an order or lifts one.",
    act: "Places a hold on orders with a problem, and lifts its own holds when the problem is gone.",
  },
  route: {
    off: "Orders stay where Shopify assigned them, and nothing is said about it.",
    watch: "Shows where it would send each order from. Nothing is moved at Shopify.",
    suggest: "Asks you before it moves or splits the work of an order.",
    act: "Moves and splits orders at Shopify so that each leaves in the cheapest way.",
  },
  stock: {
    off: "Drift between locations and their owners is not shown.",
    watch: "Books every level that Shopify reports and shows where it sold more than there is. No quantity is written.",
    suggest:
      "Asks before a quantity is corrected, and only where Switchyard owns the stock. Shopify owns all of it now, so nothing is asked.",
    act: "Corrects quantities only where Switchyard owns the stock. Shopify owns all of it now, so nothing is written.",
  },
  invoice: {
    off: "No invoice is drawn up.",
    watch: "Shows which invoice or credit note would be due. No number is given.",
    suggest: "Asks you before it gives an invoice or credit note its number.",
    act: "Issues invoices when payment is captured and credit notes when a refund goes through, numbered without a gap.",
  },
  notify: {
    off: "Buyers hear from Shopify alone.",
    watch: "Shopify sends every notice. Switchyard sends none.",
    suggest: "Asks before a notice that Switchyard owns goes out. Shopify owns all of them now, so nothing is asked.",
    act: "Sends the notices that Switchyard owns. Shopify owns all of them now, so nothing is sent.",
  },
};

/** How much is at stake in a mode, as a badge shows it. */
export const MODE_TONE = {
  off: undefined,
  watch: "info",
  suggest: "attention",
  act: "success",
} as const satisfies Record<Mode, string | undefined>;
