import { readFile } from "node:fs/promises";

/** What Shopify knows of the app from its configuration file. */
export type AppListing = { name: string; scopes: string[]; optionalScopes: string[] };

/**
 * Reads the name and the access scopes from shopify.app.toml. Only the three keys that the stand-in shows are looked for:
 * a string, a comma-separated string and an array of strings.
 */
export async function readAppListing(file: string): Promise<AppListing> {
  const toml = await readFile(file, "utf8");
  const value = (key: string): string => toml.match(new RegExp(`^${key}\\s*=\\s*(\\[[^\\]]*\\]|".*")`, "m"))?.[1] ?? "";
  const words = (text: string): string[] => text.match(/[a-z_]+/g) ?? [];
  return {
    name: displayName(value("name").replaceAll('"', "") || "App"),
    scopes: words(value("scopes")),
    optionalScopes: words(value("optional_scopes")),
  };
}

/** The handle of the configuration file as the admin writes the name of an app. */
function displayName(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
