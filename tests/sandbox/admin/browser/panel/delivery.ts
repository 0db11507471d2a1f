import { element } from "#tests/sandbox/admin/browser/element.ts";
import { calls, type DeliveryFaults } from "./calls.ts";
import { card, numberField, workButtons } from "./fields.ts";
import type { Tab } from "./panel.ts";

const calm: DeliveryFaults = { duplicates: 0, disorder: 0, delaySeconds: 0, loss: 0 };
const stormy: DeliveryFaults = { duplicates: 20, disorder: 20, delaySeconds: 5, loss: 5 };

/** What goes wrong between Shopify and the app: the app must come out right all the same. */
export function drawDelivery(): Tab {
  const fields = {
    duplicates: numberField("Delivered twice", "%", 100),
    disorder: numberField("Overtaken by later ones", "%", 100),
    delaySeconds: numberField("Late by", "s", 600),
    loss: numberField("Lost for good", "%", 100),
  };
  const show = (faults: DeliveryFaults): void => {
    for (const name of namesOf(fields)) fields[name].input.value = String(faults[name]);
  };
  const save = async (faults: DeliveryFaults): Promise<string> => {
    show(await calls.setFaults(faults));
    return "Applied";
  };
  const read = (): DeliveryFaults => ({
    duplicates: Number(fields.duplicates.input.value),
    disorder: Number(fields.disorder.input.value),
    delaySeconds: Number(fields.delaySeconds.input.value),
    loss: Number(fields.loss.input.value),
  });
  let isLoaded = false;
  return {
    content: card("Webhooks on their way", [
      element("p", {}, ["Shopify delivers at least once, in any order, late or never. Make it worse:"]),
      ...namesOf(fields).map((name) => fields[name].field),
      workButtons([
        { text: "Apply", kind: "primary", work: () => save(read()) },
        { text: "A stormy day", kind: "secondary", work: () => save(stormy) },
        { text: "Back to calm", kind: "secondary", work: () => save(calm) },
      ]),
    ]),
    async refresh() {
      if (isLoaded) return;
      show(await calls.faults());
      isLoaded = true;
    },
  };
}

function namesOf<Fields extends Record<keyof DeliveryFaults, unknown>>(fields: Fields): (keyof DeliveryFaults)[] {
  return Object.keys(fields) as (keyof DeliveryFaults)[];
}
