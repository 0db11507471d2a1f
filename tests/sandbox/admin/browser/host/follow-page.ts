/** Often enough to see a parcel move while one looks, and cheap on one's own machine. */
const REFRESH_MS = 1_500;

/**
 * Keeps a page of the stand-in in step with the sandbox while it is open: the parts marked `data-live` are fetched again and
 * exchanged where they changed. The rest, frames above all, stays as it is.
 */
export function followPage(changed: () => void): void {
  if (!document.querySelector("[data-live]")) return;
  const refresh = async (): Promise<void> => {
    // While the stand-in does not answer, the page simply stays as it was.
    if (!document.hidden && (await exchangeLiveParts().catch(() => false))) changed();
    setTimeout(() => void refresh(), REFRESH_MS);
  };
  setTimeout(() => void refresh(), REFRESH_MS);
}

/** Answers whether anything changed. */
async function exchangeLiveParts(): Promise<boolean> {
  const answer = await fetch(location.href);
  if (!answer.ok) return false;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  let hasChanged = false;
  for (const part of document.querySelectorAll("[data-live]")) {
    const counterpart = fresh.querySelector(`[data-live="${part.getAttribute("data-live") ?? ""}"]`);
    if (!counterpart || counterpart.innerHTML === part.innerHTML) continue;
    part.replaceChildren(...counterpart.childNodes);
    hasChanged = true;
  }
  return hasChanged;
}
