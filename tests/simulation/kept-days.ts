import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** A day that failed: its seed, and the steps that were enough. */
const keptDay = z.object({ seed: z.number().int(), steps: z.array(z.number().int()), violation: z.string() });
export type KeptDay = z.infer<typeof keptDay>;

const progress = z.object({
  first: z.number().int(),
  seeds: z.number().int(),
  done: z.number().int(),
  failed: z.number().int(),
  seconds: z.number(),
  /** Steps of each day, for their median. */
  steps: z.array(z.number().int()),
  counts: z.record(z.string(), z.number()),
  /** One hash of the trace hashes of all days so far: the same run again must come to the same. */
  traceHash: z.string(),
});
/** A long run, as far as it has come. */
export type Progress = z.infer<typeof progress>;

const folder = new URL("../../.data/simulation/", import.meta.url);
const daysFile = new URL("failed-days.json", folder);

/** Days that failed here and are to be tried before any other. */
export async function readKeptDays(): Promise<KeptDay[]> {
  return (await readJson(daysFile, z.array(keptDay))) ?? [];
}

export async function writeKeptDays(days: readonly KeptDay[]): Promise<void> {
  await writeJson(daysFile, days);
}

/** How far a run that began with this seed has come; undefined when there is none to go on with. */
export async function readProgress(first: number, seeds: number): Promise<Progress | undefined> {
  const known = await readJson(progressFileOf(first, seeds), progress);
  return known?.first === first && known.seeds === seeds && known.done < seeds ? known : undefined;
}

export async function writeProgress(known: Progress): Promise<void> {
  await writeJson(progressFileOf(known.first, known.seeds), known);
}

/** One for each stretch of seeds: several can be lived side by side. */
function progressFileOf(first: number, seeds: number): URL {
  return new URL(`progress-${first}-${seeds}.json`, folder);
}

async function readJson<T>(file: URL, schema: z.ZodType<T>): Promise<T | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text === undefined ? undefined : schema.parse(JSON.parse(text));
}

async function writeJson(file: URL, value: unknown): Promise<void> {
  await mkdir(dirname(fileURLToPath(file)), { recursive: true });
  await writeFile(file, `${JSON.stringify(value)}\n`);
}
