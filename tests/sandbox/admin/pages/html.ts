/** Text that is already HTML. Only `html` and `trustedHtml` make it, so everything else in a template is escaped. */
export type Html = { readonly markup: string };

type Hole = Html | Html[] | string | number | undefined | false;

export function trustedHtml(markup: string): Html {
  return { markup };
}

/** A template whose values are escaped unless they are HTML themselves; `undefined` and `false` leave no trace. */
export function html(strings: TemplateStringsArray, ...holes: Hole[]): Html {
  return trustedHtml(strings.reduce((markup, text, index) => markup + fill(holes[index - 1]) + text));
}

/** Data for the page's script, in a form that cannot end the element early. */
export function jsonScript(id: string, data: unknown): Html {
  const json = JSON.stringify(data).replaceAll("<", "\\u003c");
  return trustedHtml(`<script type="application/json" id="${id}">${json}</script>`);
}

function fill(hole: Hole): string {
  if (hole === undefined || hole === false) return "";
  if (typeof hole === "string" || typeof hole === "number") return escape(String(hole));
  return Array.isArray(hole) ? hole.map((part) => part.markup).join("") : hole.markup;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
