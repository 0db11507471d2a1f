import { element } from "#tests/sandbox/admin/browser/element.ts";
import { calls, type Happening } from "./calls.ts";
import type { Tab } from "./panel.ts";

/** More would slow the page down, and nobody scrolls that far. */
const MOST_ROWS = 200;

const kinds: Record<Happening["kind"], string> = {
  order: "Shopper",
  call: "App → Shopify",
  webhook: "Shopify → app",
  effect: "Effect",
};

/** The last happenings in the sandbox, the latest first: orders, deliveries with their status, and the app's own calls. */
export function drawLog(): Tab {
  const list = element("ol", { class: "log", reversed: true, "aria-label": "Last happenings" });
  const empty = element("p", { class: "quiet" }, ["Nothing has happened yet."]);
  let last = 0;
  return {
    content: element("div", {}, [empty, list]),
    async refresh() {
      const happenings = await calls.happenings(last);
      last = happenings.at(-1)?.sequence ?? last;
      list.prepend(...happenings.map(drawHappening).reverse());
      while (list.children.length > MOST_ROWS) list.lastElementChild?.remove();
      empty.hidden = list.children.length > 0;
    },
  };
}

function drawHappening({ at, kind, text, status, isProblem }: Happening): HTMLElement {
  const time = new Date(at).toLocaleTimeString("en-GB");
  return element("li", { class: `happening ${kind}` }, [
    element("time", { datetime: at }, [time]),
    element("span", { class: "kind" }, [kinds[kind]]),
    element("span", { class: "text" }, [text]),
    status !== "" && element("span", { class: isProblem ? "badge bad" : "badge" }, [status]),
  ]);
}
