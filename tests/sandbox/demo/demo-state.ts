import { join } from "node:path";
import type { StandIn } from "#tests/sandbox/admin/start-stand-in.ts";
import type { RunRecord } from "./run-record.ts";

export type StepReport = { title: string; seconds: number | undefined; note?: string | undefined };

export type DemoOptions = {
  /** Keeps everything that outlives a run: database, store, logs. */
  folder: string;
  /** Port of the address a person opens; the app's public address has the next one unless `appPort` says another. */
  adminPort: number;
  appPort?: number;
  /** Forget everything first. */
  isReset: boolean;
  /** Whether orders come by themselves. */
  hasFlow: boolean;
  clock: () => Date;
  /** Hears of each step when it begins, and again with its seconds when it is done. */
  report: (event: StepReport) => void;
  /** Hears why, when a process ended that nobody asked to and the demo cannot go on. */
  onBreakdown: (sentence: string) => void;
};

/** What the steps have made so far; texts and ports are empty until their step is done. */
export type DemoState = Required<DemoOptions> & {
  databaseUrl: string;
  sandboxUrl: string;
  appProcessPort: number;
  standIn: StandIn | undefined;
  processes: RunRecord["children"];
  /** Undoes what was started; the last one first. */
  stops: (() => Promise<void>)[];
  isStopping: boolean;
};

export function adminUrlOf(demo: DemoState): string {
  return `http://127.0.0.1:${demo.adminPort}`;
}

/** What the browser is told: the stand-in's proxy, not the app's process. */
export function appUrlOf(demo: DemoState): string {
  return `http://127.0.0.1:${demo.appPort}`;
}

export function databaseFolder(demo: DemoState): string {
  return join(demo.folder, "postgres");
}

export function worldFolder(demo: DemoState): string {
  return join(demo.folder, "sandbox");
}
