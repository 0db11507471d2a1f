import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** How far the killing has come, over as many sittings as it takes. */
export type Progress = {
  /** Of the first round; each round adds one. */
  seed: number;
  rounds: number;
  /** Sites and sides hit in rounds that were audited. */
  hits: string[];
  violations: string[];
};

const fileIn = (folder: string) => join(folder, "progress.json");

/** Where an earlier sitting ended, if that is wanted and there was one. */
export async function loadProgress(folder: string, isResumed: boolean, seed: number): Promise<Progress> {
  const text = isResumed ? await readFile(fileIn(folder), "utf8").catch(() => undefined) : undefined;
  return text === undefined ? { seed, rounds: 0, hits: [], violations: [] } : (JSON.parse(text) as Progress);
}

export async function saveProgress(folder: string, progress: Progress): Promise<void> {
  await writeFile(fileIn(folder), JSON.stringify(progress));
}
