import { element } from "#tests/sandbox/admin/browser/element.ts";
import { calls, type Pace } from "./calls.ts";
import { card } from "./fields.ts";
import type { Tab } from "./panel.ts";

const paces: { value: Pace; text: string; note: string }[] = [
  { value: "paused", text: "Paused", note: "Only your own orders come in." },
  { value: "slow", text: "Slow", note: "An order every now and then, some of them troublesome." },
  { value: "fast", text: "Fast", note: "About one order a second." },
];

/** How fast orders come by themselves. */
export function drawPace(): Tab {
  const note = element("p", { class: "quiet" });
  const inputs = paces.map(({ value }) => element("input", { type: "radio", name: "pace", value }));
  const show = (pace: Pace): void => {
    inputs.forEach((input) => (input.checked = input.value === pace));
    note.textContent = paces.find(({ value }) => value === pace)?.note ?? "";
  };
  paces.forEach(({ value }, index) => {
    inputs[index]?.addEventListener("change", () => void calls.setPace(value).then((answer) => show(answer.pace)));
  });
  const labels = paces.map(({ text }, index) => element("label", {}, [inputs[index], text]));
  const choice = element("div", { class: "segments", role: "radiogroup", "aria-label": "Pace of orders" }, labels);
  return {
    content: card("Orders by themselves", [choice, note]),
    refresh: async () => show((await calls.pace()).pace),
  };
}
