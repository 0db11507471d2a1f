import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { hashFiles } from "./hash-files.ts";
import { whileLocked } from "./while-locked.ts";

export type BuildPlan = {
  /** The checkout, and the files and folders of it that the build is made from. */
  root: string;
  sources: readonly string[];
  /** Builds client/ and server/ into this folder, which is given from the root. */
  make: (folder: string) => Promise<void>;
};

// Longer than anybody leaves a demo running: until then its browsers may ask for files of the build it began with.
const KEPT_MS = 7 * 86_400_000;

/**
 * Builds into build/, unless what is there was made from these very sources. Of several that ask at once one builds, and the
 * others wait for it. It is built aside and put in place file by file, the server last and in one step: what runs on the
 * earlier build has all of it in memory but the files of its pages, and those stay, for their names bear their hash.
 *
 * @returns whether it had to build.
 * @throws what `make` throws; the earlier build is then still there, and does not pass for a new one.
 */
export async function refreshBuild({ root, sources, make }: BuildPlan): Promise<boolean> {
  const build = join(root, "build");
  const stampFile = join(build, ".stamp");
  const server = join(build, "server", "index.js");
  await mkdir(build, { recursive: true });
  return whileLocked(join(build, ".lock"), async () => {
    // Taken before it is built: a source that changes meanwhile makes the next to ask build again.
    const stamp = await hashFiles(root, sources);
    const made = await readFile(stampFile, "utf8").catch(() => undefined);
    if (made === stamp && existsSync(server)) return false;
    const aside = join(build, ".next");
    await rm(aside, { recursive: true, force: true });
    await make(join("build", ".next"));
    // A build that is cut off from here on must not pass for the one the stamp speaks of.
    await rm(stampFile, { force: true });
    await cp(join(aside, "client"), join(build, "client"), { recursive: true });
    await mkdir(join(build, "server"), { recursive: true });
    await rename(join(aside, "server", "index.js"), server);
    await dropUnused(join(build, "client", "assets"), join(aside, "client", "assets"));
    await rm(aside, { recursive: true, force: true });
    await writeFile(stampFile, stamp);
    return true;
  });
}

/** Files that only earlier builds had, and had long ago. */
async function dropUnused(assets: string, builtAssets: string): Promise<void> {
  const current = new Set(await readdir(builtAssets));
  const before = Date.now() - KEPT_MS;
  for (const name of await readdir(assets)) {
    const file = join(assets, name);
    if (!current.has(name) && (await stat(file)).mtimeMs < before) await rm(file, { recursive: true });
  }
}
