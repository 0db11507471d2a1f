import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";

/**
 * Asks the server for the page's data again and again, as long as somebody is looking at it.
 *
 * @param everyMs how often; null leaves the page as it is.
 */
export function useLive(everyMs: number | null): void {
  const { revalidate, state } = useRevalidator();
  const isBusy = useRef(false);
  useEffect(() => {
    isBusy.current = state === "loading";
  }, [state]);
  useEffect(() => {
    if (everyMs === null) return;
    const refresh = () => {
      if (document.visibilityState === "visible" && !isBusy.current) revalidate();
    };
    const timer = setInterval(refresh, everyMs);
    // Coming back to the tab shows the present, not the moment it was left.
    document.addEventListener("visibilitychange", refresh);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refresh);
    };
  }, [everyMs, revalidate]);
}
