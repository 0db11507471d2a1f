import { attribute, defineElement, part } from "./define-element.ts";

const buttonStyle = `<style>
  button{font:inherit;font-weight:550;padding:6px 14px;border:1px solid #8a8a8a;border-radius:8px;background:#fff;color:#1c1c1c;cursor:pointer}
  :host([variant=primary]) button{background:#1c1c1c;border-color:#1c1c1c;color:#fff}
  :host([tone=critical]) button{background:#8e0b21;border-color:#8e0b21;color:#fff}
  button:disabled{background:#e8e8e8;border-color:#e8e8e8;color:#616161;cursor:default}
  button:focus-visible{outline:2px solid #005bd3;outline-offset:1px}
</style>`;
const linkStyle = `<style>a{color:#00489c}a:focus-visible{outline:2px solid #005bd3;outline-offset:1px}</style>`;

/** Buttons and links. Addresses are opened by the page around the frame: the frame itself is never left. */
export function defineControls(openAddress: (href: string) => void): void {
  defineElement("s-button", {
    shadow: `${buttonStyle}<button type="button"><slot></slot></button>`,
    attributes: ["disabled", "loading", "accessibilitylabel"],
    // The native click crosses the shadow's border by itself, so `onClick` on the element hears it.
    setUp(element, root) {
      part(root, "button").addEventListener("click", () => {
        const href = attribute(element, "href");
        if (href !== "") openAddress(href);
      });
    },
    draw(element, root) {
      const button = part(root, "button");
      const isLoading = element.hasAttribute("loading");
      button.disabled = isLoading || element.hasAttribute("disabled");
      button.ariaBusy = String(isLoading);
      button.ariaLabel = attribute(element, "accessibilitylabel") || null;
    },
  });
  defineElement("s-link", {
    shadow: `${linkStyle}<a><slot></slot></a>`,
    attributes: ["href", "accessibilitylabel"],
    setUp(element, root) {
      part(root, "a").addEventListener("click", (event) => {
        event.preventDefault();
        const href = attribute(element, "href");
        if (href !== "") openAddress(href);
      });
    },
    draw(element, root) {
      const link = part(root, "a");
      link.href = attribute(element, "href") || "#";
      link.ariaLabel = attribute(element, "accessibilitylabel") || null;
    },
  });
}
