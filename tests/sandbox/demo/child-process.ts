import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { clone } from "#tests/support/postgres/place.ts";

/** As long as an app may take to finish the batch it is in. */
const PATIENCE_MS = 12_000;
const LINES_SHOWN = 12;

export type ChildOptions = {
  /** "the worker", as in a sentence. */
  name: string;
  /** A TypeScript file of the project, run from source. */
  script: string;
  /** Modules loaded before it. */
  preloads?: string[];
  env: Record<string, string>;
  logFile: string;
};

export type Child = {
  name: string;
  pid: number;
  /** Resolves once the process is gone, with the reason in words: "it was ended by SIGKILL". */
  ended: Promise<string>;
  lastLines(): string;
  /** Asks it to end and waits; ends it hard when it does not. May be called more than once. */
  stop(): Promise<void>;
};

/** Starts one process of the demo in a process group of its own: a Ctrl-C of the terminal reaches the demo alone. */
export async function startChild(options: ChildOptions): Promise<Child> {
  const preloads = [fileURLToPath(new URL("./end-with-parent.ts", import.meta.url)), ...(options.preloads ?? [])];
  const log = openSync(options.logFile, "w");
  const child: ChildProcess = spawn(
    process.execPath,
    [...preloads.flatMap((file) => ["--import", file]), options.script],
    {
      cwd: clone,
      env: { ...inheritedEnvironment(), NODE_ENV: "production", ...options.env },
      detached: true,
      stdio: ["ignore", log, log, "ipc"],
    },
  );
  closeSync(log);
  const exit = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  await Promise.race([once(child, "spawn"), exit]);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${options.name} could not be started.`);
  child.channel?.unref();
  const ended = exit.then(([code, signal]) => (signal ? `it was ended by ${signal}` : `its exit code was ${code}`));
  return {
    name: options.name,
    pid,
    ended,
    lastLines: () => readFileSync(options.logFile, "utf8").trimEnd().split("\n").slice(-LINES_SHOWN).join("\n"),
    stop: () => end(pid, ended),
  };
}

async function end(pid: number, ended: Promise<string>): Promise<void> {
  signalGroup(pid, "SIGTERM");
  const timer = setTimeout(() => signalGroup(pid, "SIGKILL"), PATIENCE_MS);
  await ended;
  clearTimeout(timer);
  // Whatever it may have started itself is of its group.
  signalGroup(pid, "SIGKILL");
}

/** Sends a signal to a process and everything it started; to one that is gone, nothing. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** The environment without what would change how the app runs: only the demo says that. */
function inheritedEnvironment(): Record<string, string> {
  const kept = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "LANG", "TZ", "SystemRoot"];
  return Object.fromEntries(
    kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}
