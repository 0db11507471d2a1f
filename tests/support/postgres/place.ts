import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { lstat, mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout this file belongs to. */
export const clone = fileURLToPath(new URL("../../../", import.meta.url)).replace(/\/$/, "");

/** The operating system user the server runs as, when it is not our own. */
export type DatabaseUser = { uid: number; gid: number };

/** PostgreSQL refuses to run as root: then it runs as nobody. Undefined means that it runs as ourselves. */
export function databaseUser(): DatabaseUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((row) => row.startsWith("nobody:"));
  const [, , uid = "65534", gid = "65534"] = line?.split(":") ?? [];
  // macOS writes nobody's numbers as -2, the kernel takes them unsigned.
  return { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 };
}

/**
 * Where binaries and data lie. Nobody may not enter root's clone if that is in a private folder, so root uses the temp
 * folder, under a name that belongs to this clone alone.
 */
export function place(): string {
  if (!databaseUser()) return join(clone, ".data");
  return join(tmpdir(), `switchyard-${createHash("sha256").update(clone).digest("hex").slice(0, 12)}`);
}

/** Makes the place, and refuses one that somebody else could have filled: the temp folder is open to every user. */
export async function privatePlace(): Promise<void> {
  const folder = place();
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const found = await lstat(folder);
  const isOurs = found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
  if (!isOurs) throw new Error(`${folder} belongs to another user or is open to others: remove it and start again.`);
}
