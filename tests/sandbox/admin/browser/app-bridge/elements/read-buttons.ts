import type { BarButton } from "#tests/sandbox/admin/browser/messages.ts";

/** The buttons and links that an app put into one of App Bridge's bars, in their order. */
export function barControls(bar: Element): HTMLElement[] {
  return [...bar.querySelectorAll<HTMLElement>("button, a")];
}

export function describeControls(bar: Element): BarButton[] {
  return barControls(bar).map((control) => ({
    text: control.textContent.trim(),
    variant: control.getAttribute("variant") ?? "",
    tone: control.getAttribute("tone") ?? "",
    disabled: isOn(control, "disabled"),
    loading: isOn(control, "loading"),
  }));
}

// React writes `loading={false}` of a custom attribute as the word.
function isOn(control: Element, attribute: string): boolean {
  return control.hasAttribute(attribute) && control.getAttribute(attribute) !== "false";
}

/** Calls back after every change inside an element, until the returned function is called. */
export function watch(watched: Element, changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(watched, { attributes: true, childList: true, subtree: true, characterData: true });
  return () => observer.disconnect();
}
