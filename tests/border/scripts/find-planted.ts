import type { Frame, Page } from "playwright-core";

/** What became of planted scripts in a frame. */
type Seen = { ran: number; elements: number; links: string[]; texts: number };

/** Looks through every frame of a page, and into the shadow of every element; answers what should not be, in sentences. */
export async function findPlanted(page: Page): Promise<{ problems: string[]; texts: number }> {
  const problems: string[] = [];
  let texts = 0;
  for (const frame of page.frames()) {
    const seen = await lookInto(frame);
    if (!seen) continue;
    texts += seen.texts;
    const where = frame.url().slice(0, 120);
    if (seen.ran > 0) problems.push(`${seen.ran} scripts ran in ${where}`);
    if (seen.elements > 0) problems.push(`${seen.elements} elements grew out of a text in ${where}`);
    for (const link of seen.links) problems.push(`a link to ${link} in ${where}`);
  }
  return { problems, texts };
}

/** Undefined for a frame that went away meanwhile. */
function lookInto(frame: Frame): Promise<Seen | undefined> {
  return frame
    .evaluate((): Seen => {
      const all: Element[] = [];
      const collect = (root: Document | ShadowRoot) => {
        for (const element of root.querySelectorAll("*")) {
          all.push(element);
          if (element.shadowRoot) collect(element.shadowRoot);
        }
      };
      collect(document);
      const links = all
        .flatMap((element) =>
          ["href", "src", "action", "formaction", "url"].map((name) => element.getAttribute(name) ?? ""),
        )
        .filter((address) => /^\s*(javascript|vbscript):|^\s*data:text\/html/i.test(address));
      return {
        ran: Number((window as { planted?: number }).planted ?? 0),
        elements: all.filter((element) => element.hasAttribute("data-planted")).length,
        links,
        texts: (document.body.innerText.match(/data-planted/g) ?? []).length,
      };
    })
    .catch(() => undefined);
}
