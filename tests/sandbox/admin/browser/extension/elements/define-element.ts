/** How one `s-*` element is made. */
export type Definition = {
  /** Markup of its shadow root; what the extension puts inside shows in the slot. */
  shadow?: string;
  /** Attributes whose change draws it again, in lower case as HTML keeps them. */
  attributes?: string[];
  /** Once, when it first enters the page. */
  setUp?: (element: HTMLElement, root: ShadowRoot) => void;
  /** After that, and after each change of one of the attributes. */
  draw?: (element: HTMLElement, root: ShadowRoot) => void;
};

/**
 * Defines an element the way Preact needs it: it sets attributes as they are written (HTML lower-cases them) unless the element
 * has a property of that name, so none is defined.
 */
export function defineElement(name: string, definition: Definition): void {
  const { shadow = "<slot></slot>", attributes = [], setUp, draw } = definition;
  customElements.define(
    name,
    class extends HTMLElement {
      static observedAttributes = attributes;

      connectedCallback(): void {
        if (!this.shadowRoot) {
          const root = this.attachShadow({ mode: "open" });
          root.innerHTML = shadow;
          setUp?.(this, root);
        }
        this.#draw();
      }

      attributeChangedCallback(): void {
        if (this.isConnected) this.#draw();
      }

      #draw(): void {
        if (this.shadowRoot) draw?.(this, this.shadowRoot);
      }
    },
  );
}

export function attribute(element: HTMLElement, name: string): string {
  return element.getAttribute(name) ?? "";
}

/** The one element of the shadow root that its own markup promises. */
export function part<Tag extends keyof HTMLElementTagNameMap>(root: ShadowRoot, tag: Tag): HTMLElementTagNameMap[Tag] {
  const found = root.querySelector(tag);
  if (!found) throw new Error(`The element has no ${tag}.`);
  return found;
}

/** Puts a text into an element and hides it while there is none. */
export function say(element: HTMLElement, text: string): void {
  element.textContent = text;
  element.hidden = text === "";
}
