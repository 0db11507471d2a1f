import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { clone } from "#tests/support/postgres/place.ts";
import { runProgram } from "#tests/support/run-program.ts";

const packageFolder = dirname(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")));

export type UnpackedChromium = { executable: string; libraries: string; fonts: string };

/**
 * Unpacks the Chromium that comes by npm, once for each of its versions. The package itself would unpack into the temp
 * folder and there take any file of that name for its own: an older version's, or one half written.
 */
export async function unpackChromium(): Promise<UnpackedChromium> {
  const { version } = JSON.parse(await readFile(join(packageFolder, "package.json"), "utf8")) as { version: string };
  const cache = join(clone, "node_modules", ".cache");
  const folder = join(cache, `chromium-${version}`);
  if (!existsSync(folder)) {
    await mkdir(cache, { recursive: true });
    const making = await mkdtemp(join(cache, "chromium-in-the-making-"));
    await unpackInto(making);
    // Another process may have been faster: then its folder is as good.
    await rename(making, folder).catch(() => rm(making, { recursive: true }));
  }
  return {
    executable: join(folder, "chromium"),
    libraries: join(folder, "al2023", "lib"),
    fonts: join(folder, "fonts"),
  };
}

/** The package's own program works in the temp folder; here that is ours to say. */
async function unpackInto(folder: string): Promise<void> {
  const libraries = join(packageFolder, "bin", "al2023.tar.br");
  const { passed, output } = await runProgram(["tests/browser/unpack-here.ts", libraries], { TMPDIR: folder });
  if (!passed) throw new Error(`The Chromium that comes by npm could not be unpacked: ${output}`);
}
