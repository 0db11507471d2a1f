/** What a planted script would do, were it run: it leaves a mark on the window, and opens a dialog. */
const ACT = "window.planted=(window.planted||0)+1;alert(1)";

/** Texts that become elements or scripts where somebody forgot to escape; `data-planted` marks whatever they become. */
export const SCRIPTS: readonly string[] = [
  `<img src=x data-planted onerror="${ACT}">`,
  `</script><script data-planted>${ACT}</script>`,
  `"><svg data-planted onload=${ACT}>`,
  `'-${ACT}-'`,
  `<iframe data-planted srcdoc="<script>parent.${ACT}</script>"></iframe>`,
  `\${${ACT}}{{${ACT}}}`,
  `javascript:${ACT}//`,
];

/** Addresses that run a script when they are followed. */
export const SCRIPT_LINKS: readonly string[] = [
  `javascript:${ACT}`,
  ` JaVaScRiPt:${ACT}`,
  `data:text/html,<script>${ACT}</script>`,
  `vbscript:${ACT}`,
];

// What the platform's own code fills: an id, a time, an amount, a word of an enumeration.
const OF_THE_PLATFORM =
  /(^|_)(id|ids|at|code|status|type|kind|token|currency|amount|price|total|subtotal|tax|rate|latitude|longitude|gid|handle|method|policy|timezone|ip)$|_set$|^id$|^processed|^created|^updated|^source_name$|^app$|_restock|^restock|fulfillment_service|^number$|^order_number$/;

/** A body in which every text that a buyer, the staff or another app can fill is a planted script, and every link too. */
export function plantInto(value: unknown, key = "", count = { planted: 0 }): unknown {
  if (Array.isArray(value)) return value.map((each) => plantInto(each, key, count));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plantInto(part, name, count)]));
  if (typeof value !== "string" || OF_THE_PLATFORM.test(key)) return value;
  count.planted += 1;
  if (/url/.test(key)) return SCRIPT_LINKS[count.planted % SCRIPT_LINKS.length];
  return `${value} ${SCRIPTS[count.planted % SCRIPTS.length]}`;
}
