import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Frame } from "playwright-core";

const axeScript = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * What axe finds against WCAG 2.2 AA in one document. It runs inside the document itself: from the page around it, rules about
 * whole documents are not applied to a frame.
 */
export async function findAccessibilityProblems(frame: Frame): Promise<string[]> {
  await frame.evaluate(axeScript);
  return frame.evaluate(async (runOnly) => {
    type Violation = { id: string; help: string; nodes: { target: unknown; html: string }[] };
    type Axe = { run: (context: unknown, options: unknown) => Promise<{ violations: Violation[] }> };
    const { axe } = globalThis as unknown as { axe: Axe };
    // A frame inside is another document, and is looked at by itself.
    const { violations } = await axe.run({ include: [["html"]], exclude: [["iframe"]] }, { runOnly });
    return violations.map(
      ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html.slice(0, 200)).join(" | ")}`,
    );
  }, levels);
}
