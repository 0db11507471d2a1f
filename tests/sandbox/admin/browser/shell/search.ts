import { byId } from "#tests/sandbox/admin/browser/element.ts";
import { goTo } from "./navigate-app.ts";

/** The admin's search finds orders here, on the app's own page: that is where a newcomer wants to go. */
export function wireSearch(): void {
  const form = byId("search");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const search = form.querySelector("input")?.value.trim() ?? "";
    void goTo(`/app/orders?${new URLSearchParams({ search }).toString()}`);
  });
}
