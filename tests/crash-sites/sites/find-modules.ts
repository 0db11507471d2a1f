import { importsOf } from "#tests/tidy/imports-of.ts";
import type { SourceFile } from "#tests/tidy/source-file.ts";

/**
 * Modules of app/ that run when these do: what they import, and what that imports, and so on. Imports of types alone lead
 * nowhere, for nothing of theirs runs.
 */
export function findModules(files: readonly SourceFile[], roots: readonly string[]): SourceFile[] {
  const fileByPath = new Map(files.map((file) => [file.path, file]));
  const reached = new Set<string>();
  const queue = [...roots];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    const file = fileByPath.get(path);
    if (!file || !path.startsWith("app/") || reached.has(path)) continue;
    reached.add(path);
    queue.push(...importsOf(file).flatMap((found) => (found.isTypeOnly ? [] : (found.path ?? []))));
  }
  return files.filter((file) => reached.has(file.path));
}
