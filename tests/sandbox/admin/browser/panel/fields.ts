import { element } from "#tests/sandbox/admin/browser/element.ts";
import type { Choice } from "./calls.ts";

/** A labelled select. An option with an empty value stands for "not chosen". */
export function selectField(
  label: string,
  choices: readonly Choice[],
  value = "",
): { field: HTMLElement; select: HTMLSelectElement } {
  const select = element(
    "select",
    {},
    choices.map((choice) => element("option", { value: choice.value }, [choice.text])),
  );
  select.value = value;
  return { field: element("label", { class: "labelled" }, [label, select]), select };
}

/** A number with its unit behind it, from nothing to `max`. */
export function numberField(label: string, unit: string, max: number): { field: HTMLElement; input: HTMLInputElement } {
  const input = element("input", { type: "number", min: 0, max, step: 1, value: 0, inputmode: "numeric" });
  return {
    field: element("label", { class: "labelled inline" }, [label, element("span", {}, [input, ` ${unit}`])]),
    input,
  };
}

export function checkbox(label: string, value: string): { field: HTMLElement; input: HTMLInputElement } {
  const input = element("input", { type: "checkbox", value });
  return { field: element("label", { class: "check" }, [input, label]), input };
}

export function card(title: string, children: (Node | string)[]): HTMLElement {
  return element("section", { class: "card" }, [element("h3", {}, [title]), ...children]);
}

export type Work = { text: string; kind: "primary" | "secondary"; work: () => Promise<string> };

/** Buttons in a row, of which one works at a time, and one line below them that says how it went. */
export function workButtons(works: Work[], said = ""): HTMLElement {
  const outcome = element("p", { class: "outcome", role: "status" }, [said]);
  const buttons = works.map(({ text, kind }) => element("button", { type: "button", class: `button ${kind}` }, [text]));
  const run = async (button: HTMLButtonElement, work: Work["work"]): Promise<void> => {
    for (const each of buttons) each.disabled = true;
    outcome.className = "outcome";
    outcome.textContent = "…";
    try {
      outcome.textContent = await work();
    } catch (error) {
      outcome.className = "outcome bad";
      outcome.textContent = error instanceof Error ? error.message : String(error);
    }
    for (const each of buttons) each.disabled = false;
    // A disabled button loses the focus, and with it the person who works by keyboard.
    button.focus({ preventScroll: true });
  };
  works.forEach(({ work }, index) => {
    const button = buttons[index];
    button?.addEventListener("click", () => void run(button, work));
  });
  return element("div", { class: "work" }, [element("div", { class: "work-buttons" }, buttons), outcome]);
}
