/** The event by which App Bridge asks the app's router to go somewhere; `AppProvider` of the Shopify library listens for it. */
const EVENT = "shopify:navigate";

/**
 * Resolves once somebody listens for navigation: from then on the page is alive, and not merely the server's markup. A click in
 * the admin's menu before that would be lost.
 */
export function awaitRouter(): Promise<void> {
  return new Promise((resolve) => {
    const add = window.addEventListener.bind(window);
    window.addEventListener = (
      type: string,
      ...rest: [EventListenerOrEventListenerObject, AddEventListenerOptions?]
    ) => {
      add(type, ...rest);
      if (type === EVENT) resolve();
    };
  });
}

/** The router takes the address from the element that the event comes from. */
export function navigateRouter(href: string): void {
  const link = document.createElement("a");
  link.setAttribute("href", href);
  document.body.append(link);
  link.dispatchEvent(new CustomEvent(EVENT, { bubbles: true }));
  link.remove();
}
