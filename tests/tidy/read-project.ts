import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { sourceFile, type SourceFile } from "./source-file.ts";

/** Not ours, made by a program, or left behind by a run; the same as in .gitignore. */
const leftOut = new Set([
  ".git",
  "node_modules",
  "build",
  ".data",
  ".shopify",
  ".cache",
  "dist",
  "coverage",
  "test-results",
  "screenshots",
  "shopify.d.ts",
]);

const textEndings = new Set([
  ".ts",
  ".tsx",
  ".js",
  ".mjs",
  ".css",
  ".md",
  ".json",
  ".toml",
  ".prisma",
  ".sql",
  ".graphql",
  ".html",
  ".svg",
  ".yml",
  ".txt",
]);
const textNames = new Set(["Dockerfile", "LICENSE", "run"]);

/** Every text file of the checkout at `root`, in the order of the paths. */
export function readProject(root: string): SourceFile[] {
  return listPaths(root, "").map((path) => sourceFile(path, readFileSync(join(root, path), "utf8")));
}

function listPaths(root: string, folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    if (leftOut.has(entry.name)) return [];
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return listPaths(root, path);
    const isText = textEndings.has(extname(entry.name)) || textNames.has(entry.name) || entry.name.startsWith(".");
    return isText && statSync(join(root, path)).isFile() ? [path] : [];
  });
}
