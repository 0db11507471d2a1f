import { element } from "#tests/sandbox/admin/browser/element.ts";
import { pageData } from "#tests/sandbox/admin/browser/shell/page-data.ts";
import { calls, type OrderAct, type RecentOrder } from "./calls.ts";
import { workButtons } from "./fields.ts";
import type { Tab } from "./panel.ts";

const actTexts: Record<OrderAct, string> = {
  fulfill: "Ship",
  deliver: "Move the parcel on",
  pay: "Pay",
  refund: "Refund one item",
  edit: "Add an item",
  hold: "Hold",
  release: "Release hold",
  cancel: "Cancel",
};

/** The latest orders as Shopify sees them, each with what shopper and staff may do to it there. */
export function drawRecentOrders(): Tab {
  const list = element("ul", { class: "orders" });
  const empty = element("p", { class: "quiet" }, ["No orders yet: place one under Shop."]);
  const opened = new Map<string, HTMLElement>();
  let drawn = "";
  return {
    content: element("div", {}, [empty, list]),
    async refresh() {
      const orders = await calls.recentOrders();
      empty.hidden = orders.length > 0;
      const now = JSON.stringify(orders);
      // Drawing anew would take the focus and the outcome of a button away.
      if (now === drawn) return;
      drawn = now;
      list.replaceChildren(...orders.map((order) => drawOrder(order, opened)));
    },
  };
}

function drawOrder(order: RecentOrder, opened: Map<string, HTMLElement>): HTMLElement {
  const acts = opened.get(order.id) ?? element("div", { class: "acts" });
  drawActs(order, acts);
  const details = element("details", { open: opened.has(order.id) }, [
    element("summary", {}, [
      element("b", {}, [order.name]),
      element("span", { class: "who" }, [order.customer]),
      element("span", { class: "total" }, [order.total]),
      element("span", { class: "states" }, [badge(order.financialStatus), badge(order.fulfillmentStatus)]),
    ]),
    element("p", { class: "order-links" }, [
      element("a", { href: `${pageData.shopperPath}/orders/${order.id}` }, ["See it as the shopper"]),
      " ",
      element("a", { href: `${pageData.storePath}/orders/${order.id}` }, ["See it in the admin"]),
    ]),
    acts,
  ]);
  details.addEventListener("toggle", () => {
    if (details.open) opened.set(order.id, acts);
    else opened.delete(order.id);
  });
  return element("li", {}, [details]);
}

/** The buttons for what is possible now; what came of the last one stays to be read while the buttons change. */
function drawActs(order: RecentOrder, acts: HTMLElement): void {
  const drawn = order.acts.join();
  if (acts.dataset.acts === drawn) return;
  acts.dataset.acts = drawn;
  const outcome = acts.querySelector(".outcome")?.textContent ?? "";
  const works = order.acts.map((act) => ({
    text: actTexts[act],
    kind: "secondary" as const,
    work: async () => (await calls.act(order.id, act)).text,
  }));
  acts.replaceChildren(workButtons(works, outcome || (works.length === 0 ? "Nothing more can be done to it." : "")));
}

function badge(status: string): HTMLElement {
  const words = status.toLowerCase().replaceAll("_", " ");
  const tone = { paid: "good", fulfilled: "good", unfulfilled: "attention", pending: "attention" }[words];
  return element("span", { class: `badge ${tone ?? ""}`.trim() }, [words.charAt(0).toUpperCase() + words.slice(1)]);
}
