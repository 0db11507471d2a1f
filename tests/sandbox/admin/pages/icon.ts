import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { trustedHtml, type Html } from "./html.ts";

const require = createRequire(import.meta.url);
const drawn = new Map<string, Html>();

/** A drawing of Shopify's own icon set, by its name there, such as `Home` or `ChevronDown`. Decorative: it has no text. */
export function icon(name: string): Html {
  const known = drawn.get(name);
  if (known) return known;
  const file = require.resolve(`@shopify/polaris-icons/dist/svg/${name}Icon.svg`);
  const svg = trustedHtml(readFileSync(file, "utf8").replace("<svg", '<svg class="icon" aria-hidden="true"'));
  drawn.set(name, svg);
  return svg;
}
