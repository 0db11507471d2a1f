import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { clone } from "#tests/support/postgres/place.ts";

export const extensionSources = join(clone, "extensions");
export const extensionBundles = join(clone, "build", "extensions");

/**
 * Bundles every extension in the form in which the Shopify CLI does it: one classic script for each, which calls
 * `shopify.extend` for each of its targets, small, in the language of 2015, with APP_URL put in. `npm run check` compares
 * with the CLI itself. Takes a tenth of a second.
 *
 * @param appUrl the app's public address, which the CLI reads from .env.
 * @param folder gets a folder for each extension, named by its handle, with its `extension.js`.
 * @throws Error with what esbuild found, when a source cannot be bundled.
 */
export async function buildExtensions(appUrl: string, folder = extensionBundles): Promise<void> {
  const handles = await listExtensions();
  await Promise.all(handles.map((handle) => buildExtension(appUrl, handle, join(folder, handle, "extension.js"))));
}

/** The handles of the extensions, which are the names of their folders. */
export async function listExtensions(): Promise<string[]> {
  const entries = await readdir(extensionSources, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? entry.name : [])).sort();
}

async function buildExtension(appUrl: string, handle: string, outfile: string): Promise<void> {
  const source = join(extensionSources, handle);
  const targets = readTargets(await readFile(join(source, "shopify.extension.toml"), "utf8"));
  const lines = targets.flatMap(({ module, target }, index) => [
    `import entry${index} from ${JSON.stringify(module)};`,
    `shopify.extend(${JSON.stringify(target)}, (...args) => entry${index}(...args));`,
  ]);
  await build({
    stdin: { contents: lines.join("\n"), resolveDir: source, sourcefile: `${handle}.js` },
    outfile,
    bundle: true,
    format: "iife",
    target: "es6",
    minify: true,
    legalComments: "none",
    define: { "process.env.APP_URL": JSON.stringify(appUrl) },
    logLevel: "silent",
  });
}

type Target = { module: string; target: string };

/** The targets that an extension's configuration names, each with the module that renders it. */
export function readTargets(toml: string): Target[] {
  const sections = toml.split(/^\[\[extensions\.targeting\]\]$/m).slice(1);
  return sections.map((section) => {
    const [own = ""] = section.split(/^\[/m);
    return { module: readValue(own, "module"), target: readValue(own, "target") };
  });
}

function readValue(section: string, key: string): string {
  const value = new RegExp(`^${key}\\s*=\\s*"([^"]+)"\\s*$`, "m").exec(section)?.[1];
  if (value === undefined) throw new Error(`A target of an extension names no ${key}.`);
  return value;
}

// `node tests/extensions/build-extensions.ts https://app.example` for a look at the bundles.
if (import.meta.main) {
  const [appUrl] = process.argv.slice(2);
  if (appUrl === undefined) throw new Error("Name the app's public address.");
  await buildExtensions(appUrl);
}
