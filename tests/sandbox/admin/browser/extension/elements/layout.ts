import { attribute, defineElement, part, say } from "./define-element.ts";

/** Sections, headings and dividers. */
export function defineLayout(): void {
  for (const name of ["s-section", "s-admin-block"]) {
    defineElement(name, {
      shadow: `<style>h2{margin:0 0 12px;font-size:16px;line-height:22px}</style><h2></h2><slot></slot>`,
      attributes: ["heading"],
      draw: (element, root) => say(part(root, "h2"), attribute(element, "heading")),
    });
  }
  defineElement("s-heading", {
    shadow: `<style>h3{margin:0;font-size:15px;line-height:20px}</style><h3><slot></slot></h3>`,
  });
  defineElement("s-divider", { shadow: "", setUp: (element) => void (element.role = "separator") });
}
