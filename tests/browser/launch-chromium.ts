import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";
import { unpackChromium, type UnpackedChromium } from "./unpack-chromium.ts";

const switches = [
  // Tests run as root in containers, where Chromium refuses its own sandbox; it only ever loads pages of this machine.
  "--no-sandbox",
  "--disable-dev-shm-usage",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--font-render-hinting=none",
];

/**
 * A real Chromium without a window: the one of `CHROMIUM_PATH`, else on Linux the one that comes by npm, else the Chrome
 * that is installed.
 */
export async function launchChromium(): Promise<Browser> {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) return chromium.launch({ executablePath: CHROMIUM_PATH, args: switches });
  if (process.platform !== "linux" || process.arch !== "x64") return chromium.launch({ channel: "chrome" });
  const unpacked = await unpackChromium();
  return chromium.launch({ executablePath: unpacked.executable, args: switches, env: environmentFor(unpacked) });
}

/** The Shopify library turns away what calls itself a headless browser. */
export function userAgentOf(browser: Browser): string {
  const major = browser.version().split(".")[0];
  return `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.0.0 Safari/537.36`;
}

/** Where the system lacks NSS or fonts, those of the package are used. */
function environmentFor({ executable, libraries, fonts }: UnpackedChromium): Record<string, string> {
  const own = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;
  const tried = spawnSync(executable, ["--version"], { encoding: "utf8" });
  const lacksLibraries = tried.status !== 0 && /shared libraries/.test(tried.stderr);
  return {
    ...own,
    ...(lacksLibraries ? { LD_LIBRARY_PATH: libraries } : {}),
    ...(existsSync("/etc/fonts/fonts.conf") ? {} : { FONTCONFIG_PATH: fonts }),
  };
}
