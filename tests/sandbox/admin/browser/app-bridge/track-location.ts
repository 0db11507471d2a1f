import { ownPath } from "./launch-parameters.ts";

/** Tells the admin page whenever the app shows another page of its own, so that the address bar can be kept and shared. */
export function trackLocation(report: (path: string) => void): void {
  let last: string | undefined;
  const moved = (): void => {
    const path = ownPath(location);
    if (path === last) return;
    last = path;
    report(path);
  };
  for (const method of ["pushState", "replaceState"] as const) {
    const change = history[method].bind(history);
    history[method] = (...args) => {
      change(...args);
      moved();
    };
  }
  addEventListener("popstate", moved);
  moved();
}
