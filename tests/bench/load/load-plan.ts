import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What the sending process is to do. Messages are sent in turn, each time under a webhook id of its own. */
export type LoadPlan = {
  url: string;
  secret: string;
  messages: { shopDomain: string; topic: string; body: string }[];
  connections: number;
  seconds: number;
  /** Messages a second, whatever becomes of them; null: as fast as they are acknowledged. */
  perSecond: number | null;
};

export type LoadResult = {
  acknowledged: number;
  failures: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  mostMs: number;
};

/** Sends by a process of its own and waits for its result. */
export async function sendLoad(plan: LoadPlan): Promise<LoadResult> {
  const folder = await mkdtemp(join(tmpdir(), "switchyard-load-"));
  try {
    const file = join(folder, "plan.json");
    await writeFile(file, JSON.stringify(plan));
    const child = spawn(process.execPath, [fileURLToPath(new URL("./send-load.ts", import.meta.url)), file], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    const [code] = (await once(child, "close")) as [number | null];
    if (code !== 0) throw new Error(`The sending process ended with code ${code}.`);
    return JSON.parse(output) as LoadResult;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
