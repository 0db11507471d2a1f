import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { extensionTargets, type ExtensionTarget, type Strings } from "./frame-data.ts";

/** An extension of the app, as far as its host needs to know it. */
export type Extension = {
  /** Name of its folder in the sources and among the bundles. */
  handle: string;
  apiVersion: string;
  targets: ExtensionTarget[];
  /** Languages it has texts for, its default first. */
  locales: string[];
};

/** Reads the extensions from their configuration files. Only version and targets are looked for; other targets are passed over. */
export async function readExtensions(folder: string): Promise<Extension[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const handles = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(handles.sort().map((handle) => readExtension(folder, handle)));
}

async function readExtension(folder: string, handle: string): Promise<Extension> {
  const toml = await readFile(join(folder, handle, "shopify.extension.toml"), "utf8");
  const valuesOf = (key: string): string[] =>
    [...toml.matchAll(new RegExp(`^${key}\\s*=\\s*"([^"]+)"`, "gm"))].map(([, value = ""]) => value);
  const targets = valuesOf("target");
  const files = await readdir(join(folder, handle, "locales"));
  return {
    handle,
    apiVersion: valuesOf("api_version")[0] ?? "",
    targets: extensionTargets.filter((target) => targets.includes(target)),
    locales: files
      .filter((name) => name.endsWith(".json"))
      .sort((one, other) => Number(other.includes(".default.")) - Number(one.includes(".default.")))
      .map((name) => name.split(".")[0] ?? ""),
  };
}

/** The texts of an extension in a language, or in its default one; read at each request, so that an edit needs a reload only. */
export async function readStrings(folder: string, { handle, locales }: Extension, locale: string): Promise<Strings> {
  const [standard] = locales;
  const name = locale === standard || !locales.includes(locale) ? `${standard}.default.json` : `${locale}.json`;
  return JSON.parse(await readFile(join(folder, handle, "locales", name), "utf8")) as Strings;
}
