import { element } from "#tests/sandbox/admin/browser/element.ts";
import { calls, payments, type Catalog, type Offer, type OrderRequest } from "./calls.ts";
import { card, checkbox, selectField, workButtons } from "./fields.ts";
import { oddityTexts, USUAL } from "./oddity-texts.ts";
import type { Tab } from "./panel.ts";
import { drawPace } from "./pace.ts";

const BURST = 100;
const MOST_LINES = 8;

/** The shop's counter: one order of the newcomer's making, a hundred at once, and the pace of those that come by themselves. */
export function drawOrderForm(): Tab {
  const form = element("div", { class: "order-form" }, ["Loading the catalogue…"]);
  const pace = drawPace();
  const burst = card("A rush", [
    element("p", {}, [`${BURST} ordinary orders in a moment, as when a newsletter goes out.`]),
    workButtons([{ text: `Place ${BURST} orders`, kind: "secondary", work: placeBurst }]),
  ]);
  let isLoaded = false;
  return {
    content: element("div", {}, [card("One order", [form]), burst, pace.content]),
    async refresh() {
      if (!isLoaded) {
        fillForm(form, await calls.catalog());
        isLoaded = true;
      }
      await pace.refresh();
    },
  };
}

async function placeBurst(): Promise<string> {
  const { placed } = await calls.placeBurst(BURST);
  return `${placed} placed`;
}

function fillForm(form: HTMLElement, { offers, customers, countries }: Catalog): void {
  const lines = drawLines(offers);
  const country = selectField("Ship to", [{ value: "", text: "The customer's own country" }, ...countries]);
  const customer = selectField("Customer", [{ value: "", text: "Somebody new" }, ...customers]);
  const payment = selectField("Payment", payments, "paid");
  const odd = drawOddities();
  const read = (): OrderRequest => ({
    lines: lines.read(),
    countryCode: country.select.value || undefined,
    customerId: customer.select.value || undefined,
    payment: payments.find(({ value }) => value === payment.select.value)?.value ?? "paid",
    oddities: odd.read(),
  });
  form.replaceChildren(
    lines.content,
    country.field,
    customer.field,
    payment.field,
    odd.content,
    workButtons([
      { text: "Place order", kind: "primary", work: async () => `${(await calls.placeOrder(read())).name} placed` },
    ]),
  );
}

type Oddities = { content: HTMLElement; read: () => OrderRequest["oddities"] };

function drawOddities(): Oddities {
  const names = Object.keys(oddityTexts) as OrderRequest["oddities"];
  const boxes = names.map((name) => ({ name, ...checkbox(oddityTexts[name], name) }));
  const fields = boxes.map(({ field }) => field);
  const more = element("details", { class: "more" }, [
    element("summary", {}, ["More oddities"]),
    ...fields.slice(USUAL),
  ]);
  return {
    content: element("fieldset", {}, [element("legend", {}, ["Something odd?"]), ...fields.slice(0, USUAL), more]),
    read: () => boxes.filter(({ input }) => input.checked).map(({ name }) => name),
  };
}

type Lines = { content: HTMLElement; read: () => OrderRequest["lines"] };

/** The cart: one row for each item, with its quantity. */
function drawLines(offers: Offer[]): Lines {
  const rows = element("div", { class: "lines" });
  const add = (): void => {
    rows.append(drawRow(offers, rows));
    addButton.disabled = rows.children.length >= MOST_LINES;
  };
  const addButton = element("button", { type: "button", class: "link" }, ["Add an item"], { click: add });
  add();
  const read = (): OrderRequest["lines"] =>
    [...rows.children].map((row) => ({
      variantId: row.querySelector("select")?.value ?? "",
      quantity: Number(row.querySelector("input")?.value ?? 1),
    }));
  return { content: element("div", {}, [rows, addButton]), read };
}

function drawRow(offers: Offer[], rows: HTMLElement): HTMLElement {
  const options = offers.map((offer) =>
    element("option", { value: offer.variantId }, [`${offer.title} · ${offer.price} · ${stockOf(offer)}`]),
  );
  const select = element("select", { "aria-label": "Item" }, options);
  // Each further row begins with the next item, so that two clicks make an order of two things.
  select.selectedIndex = Math.min(rows.children.length, offers.length - 1);
  const quantity = element("input", { type: "number", min: 1, max: 99, value: 1, "aria-label": "Quantity" });
  const remove = element("button", { type: "button", class: "remove", "aria-label": "Remove this item" }, ["✕"], {
    click: () => {
      if (rows.children.length > 1) row.remove();
    },
  });
  const row = element("div", { class: "line" }, [select, quantity, remove]);
  return row;
}

function stockOf(offer: Offer): string {
  return offer.available > 0 ? `${offer.available} left` : "sold out";
}
