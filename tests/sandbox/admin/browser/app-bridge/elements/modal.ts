import { barControls, describeControls, watch } from "./read-buttons.ts";

const style = `
dialog { width: min(620px, calc(100vw - 32px)); max-height: calc(100vh - 32px); padding: 0; border: 0; border-radius: 16px;
  background: #fff; color: #303030; font: 13px/20px Inter, system-ui, sans-serif; box-shadow: 0 20px 40px rgb(0 0 0 / .25); }
:host([variant="small"]) dialog { width: min(380px, calc(100vw - 32px)); }
:host([variant="large"]) dialog { width: min(980px, calc(100vw - 32px)); }
:host([variant="max"]) dialog { width: calc(100vw - 32px); height: calc(100vh - 32px); }
dialog[open] { display: flex; flex-direction: column; }
dialog::backdrop { background: rgb(0 0 0 / .5); }
header { display: flex; align-items: center; justify-content: space-between; gap: 12px; padding: 12px 16px; background: #f3f3f3;
  border-bottom: 1px solid #e3e3e3; }
h2 { margin: 0; font-size: 14px; font-weight: 650; }
.body { overflow: auto; flex: 1; }
iframe { width: 100%; height: 60vh; border: 0; display: block; }
footer { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 8px; padding: 12px 16px; border-top: 1px solid #e3e3e3; }
footer:empty { display: none; }
button { font: inherit; font-weight: 550; padding: 5px 12px; border: 0; border-radius: 8px; background: #fff; color: #303030;
  box-shadow: inset 0 0 0 1px #ccc, 0 1px 0 rgb(0 0 0 / .08); cursor: pointer; }
button:hover { background: #f7f7f7; }
button:focus-visible { outline: 2px solid #005bd3; outline-offset: 1px; }
button.primary { background: #303030; color: #fff; box-shadow: none; }
button.primary.critical { background: #c70a24; }
button:disabled { background: #ebebeb; color: #8a8a8a; box-shadow: none; cursor: default; }
button.close { padding: 4px 8px; box-shadow: none; background: transparent; font-size: 16px; }
button.close:hover { background: #e3e3e3; }`;

/**
 * `ui-modal`: a dialog over the frame, titled and given its buttons by the `ui-title-bar` inside it. The component of
 * app-bridge-react renders the body into `content`, which is made when first asked for: that is after hydration.
 */
export function defineModal(dim: (isDimmed: boolean) => void): void {
  class Modal extends HTMLElement {
    #content: HTMLElement | undefined;
    #dialog: HTMLDialogElement | undefined;
    #stop: (() => void) | undefined;

    get content(): HTMLElement {
      if (!this.#content) {
        this.#content = document.createElement("div");
        this.#content.slot = "content";
        this.append(this.#content);
      }
      return this.#content;
    }

    async show(): Promise<void> {
      if (this.#dialog?.open) return;
      const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
      const dialog = buildDialog(root, this.getAttribute("src"));
      const bar = this.querySelector("ui-title-bar");
      const drawBar = (): void => drawTitleAndButtons(root, bar);
      drawBar();
      this.#stop = bar ? watch(bar, drawBar) : undefined;
      this.#dialog = dialog;
      dialog.addEventListener("close", () => void this.hide());
      this.setAttribute("open", "");
      dialog.showModal();
      dim(true);
      this.dispatchEvent(new Event("show"));
    }

    async hide(): Promise<void> {
      if (!this.hasAttribute("open")) return;
      this.removeAttribute("open");
      this.#stop?.();
      this.#dialog?.close();
      dim(false);
      this.dispatchEvent(new Event("hide"));
    }

    async toggle(): Promise<void> {
      await (this.hasAttribute("open") ? this.hide() : this.show());
    }
  }
  customElements.define("ui-modal", Modal);
}

type ModalElement = HTMLElement & { show(): Promise<void>; hide(): Promise<void>; toggle(): Promise<void> };

export function modalById(id: string): ModalElement | undefined {
  return (document.getElementById(id) as ModalElement | null) ?? undefined;
}

function buildDialog(root: ShadowRoot, src: string | null): HTMLDialogElement {
  root.innerHTML = `<style>${style}</style><dialog aria-labelledby="title"><header><h2 id="title"></h2>
    <button class="close" type="button" aria-label="Close">✕</button></header>
    <div class="body"><slot name="content"></slot></div><footer></footer></dialog>`;
  const dialog = required(root, "dialog");
  required(root, ".close").addEventListener("click", () => dialog.close());
  if (src !== null) {
    const frame = document.createElement("iframe");
    frame.src = src;
    required(root, ".body").replaceChildren(frame);
  }
  return dialog;
}

function drawTitleAndButtons(root: ShadowRoot, bar: Element | null): void {
  required(root, "h2").textContent = bar?.getAttribute("title") ?? "";
  const controls = bar ? barControls(bar) : [];
  const copies = (bar ? describeControls(bar) : []).map((described, index) => {
    const copy = document.createElement("button");
    copy.type = "button";
    copy.textContent = described.text;
    copy.disabled = described.disabled || described.loading;
    copy.classList.toggle("primary", described.variant === "primary");
    copy.classList.toggle("critical", described.tone === "critical");
    copy.addEventListener("click", () => controls[index]?.click());
    return copy;
  });
  // The app writes its primary button first; the dialog shows it last, at the right.
  required(root, "footer").replaceChildren(...copies.reverse());
}

function required<Selector extends keyof HTMLElementTagNameMap>(
  root: ShadowRoot,
  selector: Selector,
): HTMLElementTagNameMap[Selector];
function required(root: ShadowRoot, selector: string): HTMLElement;
function required(root: ShadowRoot, selector: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`The dialog has no ${selector}.`);
  return found;
}
