import { defineControls } from "./controls.ts";
import { defineElement } from "./define-element.ts";
import { defineFeedback } from "./feedback.ts";
import { defineLayout } from "./layout.ts";

/** Elements that are no more than a box with a style (extensions/frame.css). */
const plain = ["s-stack", "s-text", "s-badge"];

/** The elements that our extensions use; the platform has many more. */
export function defineElements(openAddress: (href: string) => void): void {
  for (const name of plain) defineElement(name, {});
  defineLayout();
  defineFeedback();
  defineControls(openAddress);
}

/** A misspelt element, or one that the stand-in lacks, is an error in the console and not an empty place. */
export function reportUnknownElements(body: HTMLElement): void {
  const report = (root: Element): void => {
    for (const element of [root, ...root.querySelectorAll("*")]) {
      const name = element.localName;
      if (name.startsWith("s-") && !customElements.get(name)) console.error(`The stand-in has no element ${name}.`);
    }
  };
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) if (node instanceof Element) report(node);
    }
  }).observe(body, { childList: true, subtree: true });
}
