import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Arming } from "#tests/crash-sites/instrument/arming.ts";
import { signalGroup } from "#tests/sandbox/demo/child-process.ts";
import { credentials } from "#tests/scenarios/stage/install-app.ts";
import { clone } from "#tests/support/postgres/place.ts";

export type LifeOptions = {
  databaseUrl: string;
  /** Where the Admin API is. */
  sandboxUrl: string;
  webPort: number;
  doorPort: number;
  /** The instrumented sources, as the preload reads them. */
  sourcesFile: string;
  /** A folder for logs and notes of processes. */
  folder: string;
  number: number;
};

/** One process of the app from its start to its death. */
export type AppLife = {
  /** Resolves when everything is loaded and it waits for `begin`; rejects when it did not come so far. */
  loaded: Promise<void>;
  begin(arming: Arming): void;
  arm(arming: Arming): void;
  /** Resolves at its death with the site and side it died at; null when it was ended by us. */
  died: Promise<string | null>;
  /** Ends it, whatever it does. */
  kill(): Promise<void>;
};

const STANDBY = "tests/crash-sites/process/standby.ts";
const PRELOADS = ["../instrument/preload.ts", "../../sandbox/preload.ts", "../../sandbox/demo/end-with-parent.ts"];
const LINES_SHOWN = 15;

/** Starts the app up to the moment before it begins. */
export function startLife(options: LifeOptions): AppLife {
  const noteFile = join(options.folder, `note-${options.number}`);
  const logFile = join(options.folder, `log-${options.number}`);
  rmSync(noteFile, { force: true });
  const child = spawnApp(options, noteFile, logFile);
  let isEnded = false;
  const exited = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  const died = exited.then(([code, signal]) => {
    if (isEnded) return null;
    const log = readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-LINES_SHOWN).join("\n");
    // Only its own hand may kill it: every other end is a failure of the app, or of this machine.
    if (signal !== "SIGKILL" || !existsSync(noteFile)) {
      throw new Error(`The app ended by itself (${signal ?? `exit code ${code}`}). Its last lines:\n${log}`);
    }
    rmSync(logFile, { force: true });
    return readFileSync(noteFile, "utf8");
  });
  // Whoever waits hears of it; a standby that nobody waits for yet must not count as unhandled.
  died.catch(() => undefined);
  const loaded = Promise.race([once(child, "message").then(() => undefined), died.then(() => undefined)]);
  loaded.catch(() => undefined);
  const send = (arming: Arming) => void (child.connected && child.send(arming, () => undefined));
  return {
    loaded,
    begin: send,
    arm: send,
    died,
    async kill() {
      isEnded = true;
      signalGroup(child.pid!, "SIGKILL");
      await exited;
    },
  };
}

function spawnApp(options: LifeOptions, noteFile: string, logFile: string): ChildProcess {
  const log = openSync(logFile, "w");
  const preloads = PRELOADS.flatMap((path) => ["--import", fileURLToPath(new URL(path, import.meta.url))]);
  const kept = ["PATH", "HOME", "TMPDIR", "LANG", "TZ"].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const child = spawn(process.execPath, [...preloads, STANDBY], {
    cwd: clone,
    env: { ...Object.fromEntries(kept), ...settingsOf(options), CRASH_NOTE: noteFile },
    detached: true,
    stdio: ["ignore", log, log, "ipc"],
  });
  closeSync(log);
  return child;
}

function settingsOf({ databaseUrl, sandboxUrl, webPort, doorPort, sourcesFile, folder }: LifeOptions) {
  return {
    NODE_ENV: "production" as const,
    DATABASE_URL: databaseUrl,
    SANDBOX_URL: sandboxUrl,
    SHOPIFY_API_KEY: credentials.apiKey,
    SHOPIFY_API_SECRET: credentials.secret,
    SHOPIFY_APP_URL: "http://127.0.0.1:1",
    HOST: "127.0.0.1",
    PORT: String(webPort),
    // Hundreds of starts follow each other: what one has compiled the next need not.
    NODE_COMPILE_CACHE: join(folder, "compiled"),
    CRASH_SOURCES: sourcesFile,
    CRASH_DOOR_PORT: String(doorPort),
  };
}
