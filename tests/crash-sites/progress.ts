import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** How far the killing has come, over as many sittings as it takes. */
export type Progress = {
  /** Of the first round; each round adds one. */
  seed: number;
  rounds: number;
  /** Processes that were killed, also at sites that have been changed since. */
  kills: number;
  /** That rounds took, their audits included. */
  seconds: number;
  /** Sites and sides hit in rounds that were audited, with the code that was hit (see CrashSite). */
  hits: Record<string, string>;
  violations: string[];
};

const fileIn = (folder: string) => join(folder, "progress.json");

/** Where an earlier sitting ended, if that is wanted and there was one. */
export async function loadProgress(folder: string, isResumed: boolean, seed: number): Promise<Progress> {
  const text = isResumed ? await readFile(fileIn(folder), "utf8").catch(() => undefined) : undefined;
  if (text !== undefined) return JSON.parse(text) as Progress;
  return { seed, rounds: 0, kills: 0, seconds: 0, hits: {}, violations: [] };
}

export async function saveProgress(folder: string, progress: Progress): Promise<void> {
  await writeFile(fileIn(folder), JSON.stringify(progress));
}

/** What is to be hit still: also what was hit before somebody changed its function, for that is another program. */
export function leftOf(progress: Progress, codeByKey: ReadonlyMap<string, string>): Set<string> {
  return new Set([...codeByKey].filter(([key, code]) => progress.hits[key] !== code).map(([key]) => key));
}
