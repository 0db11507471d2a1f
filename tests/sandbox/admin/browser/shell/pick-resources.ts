import { element } from "#tests/sandbox/admin/browser/element.ts";
import type { PickedResource, PickerRequest } from "#tests/sandbox/admin/browser/messages.ts";
import { ask } from "./ask.ts";
import { pageData } from "./page-data.ts";
import { requestJson } from "./request-json.ts";

/** Shopify's resource picker in its simplest form: a searchable list of the shop's products, variants or collections. */
export async function pickResources(request: PickerRequest): Promise<PickedResource[] | undefined> {
  const path = `/__stand-in/sandbox/panel/${pageData.shop}/resources?type=${request.type}`;
  const offered = await requestJson<PickedResource[]>(path);
  const chosen = new Set(request.selectedIds);
  const search = element("input", { type: "search", class: "field", "aria-label": "Search", value: request.query });
  const list = element("ul", { class: "choices" });
  const draw = (): void => {
    const words = search.value.trim().toLowerCase();
    const found = offered.filter((resource) => resource.title.toLowerCase().includes(words));
    list.replaceChildren(...found.map((resource) => choice(resource, chosen, request.multiple)));
  };
  search.addEventListener("input", draw);
  draw();
  const title = `Select ${request.type}${request.multiple ? "s" : ""}`;
  if (!(await ask({ title, body: [search, list], confirm: "Select", cancel: "Cancel" }))) return undefined;
  return offered.filter((resource) => chosen.has(resource.id));
}

function choice(resource: PickedResource, chosen: Set<string>, isMultiple: boolean): HTMLElement {
  const box = element("input", { type: isMultiple ? "checkbox" : "radio", name: "choice" });
  box.checked = chosen.has(resource.id);
  box.addEventListener("change", () => {
    if (!isMultiple) chosen.clear();
    if (box.checked) chosen.add(resource.id);
    else chosen.delete(resource.id);
  });
  return element("li", {}, [element("label", {}, [box, resource.title])]);
}
