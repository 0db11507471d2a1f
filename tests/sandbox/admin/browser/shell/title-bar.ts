import type { Call } from "#tests/sandbox/admin/browser/channel.ts";
import { byId, element } from "#tests/sandbox/admin/browser/element.ts";
import type { BarButton, FrameCalls, TitleBarContent } from "#tests/sandbox/admin/browser/messages.ts";
import { pageData } from "./page-data.ts";

/** The app's title bar: its name, the way back, the page's title and the page's actions. */
export function showTitleBar(content: TitleBarContent | undefined, frame: Call<FrameCalls>): void {
  const buttons = (content?.buttons ?? []).map((button, index) => ({
    button,
    press: () => void frame("pressTitleBar", index),
  }));
  const breadcrumbs = buttons.filter(({ button }) => button.variant === "breadcrumb");
  const actions = buttons.filter(({ button }) => button.variant !== "breadcrumb");
  const trail = breadcrumbs.flatMap(({ button, press }) => [
    separator(),
    element("button", { type: "button" }, [button.text], { click: press }),
  ]);
  const title = content?.title ? [separator(), element("span", {}, [content.title])] : [];
  byId("title").replaceChildren(element("span", {}, [pageData.appName]), ...trail, ...title);
  // The app writes the primary action first; the admin shows it last, at the right.
  byId("title-actions").replaceChildren(...actions.map(({ button, press }) => actionButton(button, press)).reverse());
}

function actionButton(button: BarButton, press: () => void): HTMLElement {
  const kind = button.variant === "primary" ? "primary" : "secondary";
  const tone = button.tone === "critical" ? " critical" : "";
  const attributes = { type: "button", class: `button ${kind}${tone}`, disabled: button.disabled || button.loading };
  return element("button", attributes, [button.loading ? "Working…" : button.text], { click: press });
}

function separator(): HTMLElement {
  return element("span", { "aria-hidden": "true", class: "separator" }, ["›"]);
}
