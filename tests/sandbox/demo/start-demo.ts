import { mkdir } from "node:fs/promises";
import type { StandIn } from "#tests/sandbox/admin/start-stand-in.ts";
import type { DemoOptions, DemoState } from "./demo-state.ts";
import { removeRunRecord } from "./run-record.ts";
import { steps } from "./steps.ts";

export type Demo = {
  adminUrl: string;
  appUrl: string;
  databaseUrl: string;
  sandboxUrl: string;
  standIn: StandIn;
  /** Ends app, worker, sandbox and database, in that order. May be called more than once. */
  stop(): Promise<void>;
};

/**
 * Starts everything a newcomer sees, step by step. When a step fails, or `signal` asks to stop between two of them, what
 * was started is stopped again before the error is thrown.
 */
export async function startDemo(options: DemoOptions, signal?: AbortSignal): Promise<Demo> {
  await mkdir(options.folder, { recursive: true, mode: 0o755 });
  const demo: DemoState = {
    appPort: options.adminPort + 1,
    ...options,
    databaseUrl: "",
    sandboxUrl: "",
    appProcessPort: 0,
    standIn: undefined,
    processes: [],
    stops: [],
    isStopping: false,
  };
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= stopAll(demo));
  try {
    for (const step of steps) {
      signal?.throwIfAborted();
      const begunAt = performance.now();
      options.report({ title: step.title, seconds: undefined });
      const note = await step.run(demo);
      options.report({ title: step.title, seconds: (performance.now() - begunAt) / 1000, note });
    }
    signal?.throwIfAborted();
  } catch (error) {
    await stop();
    throw error;
  }
  const { standIn, databaseUrl, sandboxUrl } = demo;
  if (!standIn) throw new Error("No step of the demo opened the stand-in admin.");
  return { adminUrl: standIn.adminUrl, appUrl: standIn.appUrl, databaseUrl, sandboxUrl, standIn, stop };
}

async function stopAll(demo: DemoState): Promise<void> {
  demo.isStopping = true;
  for (const stop of demo.stops.reverse()) await stop();
  await removeRunRecord(demo.folder);
}
