import { fileURLToPath } from "node:url";
import { build } from "vite";

export type BrowserScripts = { appBridge: string; shell: string; extension: string; shopper: string };

/** The stand-in's browser scripts, each one classic script: App Bridge must run where the library puts its tag. */
export async function bundleBrowserScripts(): Promise<BrowserScripts> {
  const [appBridge, shell, extension, shopper] = await Promise.all([
    bundle(new URL("./browser/app-bridge/main.ts", import.meta.url)),
    bundle(new URL("./browser/shell/main.ts", import.meta.url)),
    bundle(new URL("./browser/extension/main.ts", import.meta.url)),
    bundle(new URL("./browser/shopper/main.ts", import.meta.url)),
  ]);
  return { appBridge, shell, extension, shopper };
}

async function bundle(entry: URL): Promise<string> {
  const outputs = await build({
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: "error",
    root: fileURLToPath(new URL("./browser/", import.meta.url)),
    build: {
      write: false,
      minify: false,
      target: "es2022",
      lib: { entry: fileURLToPath(entry), formats: ["iife"], name: "standIn" },
    },
  });
  const output = Array.isArray(outputs) ? outputs[0] : outputs;
  if (!output || !("output" in output)) throw new Error(`${entry.pathname} was not bundled.`);
  return output.output[0].code;
}
