type Listeners = { [event: string]: (event: Event) => void };
type Child = Node | string | undefined | false;

/** An element with attributes (`true` sets an empty one; `undefined` and `false` set none), listeners and children. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string | number | boolean | undefined> = {},
  children: Child[] = [],
  listeners: Listeners = {},
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? "" : String(value));
  }
  for (const [event, listener] of Object.entries(listeners)) made.addEventListener(event, listener);
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

/** The one element of that id, which the page's own markup promises. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}.`);
  return found;
}
