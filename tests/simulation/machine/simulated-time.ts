import { performance } from "node:perf_hooks";
import type { Scheduler } from "#tests/sandbox/webhooks/scheduler.ts";
import { TimerQueue } from "#tests/sandbox/webhooks/timer-queue.ts";

/**
 * The time of a simulation. It stands still while anything runs: an event is taken from the queue, everything that follows
 * from it runs until it waits for a port again, and only then comes the next event. So there is one order of things, and
 * it follows from the seed.
 */
export type SimulatedTime = Scheduler & {
  clock(): Date;
  /** Lets time pass up to a moment: every event due by then, one after the other. */
  runUntil(untilMs: number): Promise<void>;
  /** The machine was asleep: time has gone on, and everything that was due meanwhile happens now. */
  leap(byMs: number): void;
  /** Real input or output that was begun and not answered yet. */
  io<T>(label: string, work: () => Promise<T>): Promise<T>;
  /** Work that is done on the machine's own time between two calls of ports. */
  task(): SimulatedTask;
};

/** A piece of work with one thread: it either runs or waits for calls of its own. */
export type SimulatedTask = { waits(): void; goesOn(): void; ends(): void };

export type SimulatedTimeOptions = {
  start: Date;
  /** How many connections wait for a lock that another, sleeping task holds. */
  countLockWaits: () => Promise<number>;
};

// What follows from an event may take some rounds of the machine's own loop: streams of a request, gathered inserts.
const ROUNDS = 3;
// A statement that is not answered within this time is looked up among those that wait for locks.
const LOOK_FOR_LOCKS_MS = 6;
// Far longer than anything takes, also on a busy machine: what is not answered by then is a mistake of the simulation.
const STUCK_AFTER_MS = 60_000;

// A task that neither computes nor has called anybody waits for what another task of its process has asked for: what is
// shared is asked for once. So long the machine's loop has to be idle for that, far longer than compressing a file takes.
const WAITS_FOR_ANOTHER_AFTER_MS = 150;

/** What runs at this moment on the machine's own time: calls that are under way, and tasks between two of their calls. */
type Activity = { calls: Set<string>; running: number; changed: () => void };

export function createSimulatedTime({ start, countLockWaits }: SimulatedTimeOptions): SimulatedTime {
  const timers = new TimerQueue();
  const activity: Activity = { calls: new Set(), running: 0, changed: () => {} };
  let nowMs = start.getTime();
  let sequence = 0;
  let calls = 0;

  const runUntil = async (untilMs: number): Promise<void> => {
    await quiet(activity, countLockWaits);
    for (let next = timers.peek(); next && next.atMs <= untilMs; next = timers.peek()) {
      nowMs = Math.max(nowMs, next.atMs);
      timers.pop()?.act();
      await quiet(activity, countLockWaits);
    }
    nowMs = Math.max(nowMs, untilMs);
  };

  return {
    nowMs: () => nowMs,
    clock: () => new Date(nowMs),
    after(delayMs, act) {
      const timer = { atMs: nowMs + delayMs, sequence: (sequence += 1), act, isCancelled: false };
      timers.push(timer);
      return () => {
        timer.isCancelled = true;
      };
    },
    // Deliveries are under way for as long as the app takes: time must go on meanwhile.
    track: () => {},
    leap: (byMs) => void (nowMs += byMs),
    runUntil,
    async io(label, work) {
      const call = `${(calls += 1)} ${label}`;
      activity.calls.add(call);
      try {
        return await work();
      } finally {
        activity.calls.delete(call);
        activity.changed();
      }
    },
    task: () => beginTask(activity),
  };
}

/** Resolves when nothing runs any more: everything waits for an event, or for a lock that only another event can free. */
async function quiet(activity: Activity, countLockWaits: () => Promise<number>): Promise<void> {
  const begunAt = performance.now();
  let sinceChange = performance.eventLoopUtilization();
  for (;;) {
    if (await isStill(activity)) return;
    const hasChanged = await nextChange(activity, LOOK_FOR_LOCKS_MS);
    if (performance.now() - begunAt > STUCK_AFTER_MS) {
      const calls = [...activity.calls].join("; ");
      throw new Error(`The simulation is stuck: ${activity.running} tasks run, under way are ${calls}.`);
    }
    if (hasChanged) sinceChange = performance.eventLoopUtilization();
    else if (activity.running > 0 && activity.calls.size === 0) {
      if (performance.eventLoopUtilization(sinceChange).idle > WAITS_FOR_ANOTHER_AFTER_MS) return;
    } else if (activity.running === 0 && activity.calls.size > 0) {
      if (await isOnlyLocked(activity, countLockWaits)) return;
    }
  }
}

/** What a connection waits with for all its answers bears this label. */
export const ANSWERS = "answers";
const OTHER_CALLS = /^\d+ (connect|ending backends)$/;

/** Whether each connection that is at work waits for a lock: one that is merely slow, on a busy machine, is waited for. */
async function isOnlyLocked({ calls }: Activity, countLockWaits: () => Promise<number>): Promise<boolean> {
  const labels = [...calls];
  if (labels.some((label) => OTHER_CALLS.test(label))) return false;
  const connections = labels.filter((label) => label.endsWith(` ${ANSWERS}`)).length;
  return (await countLockWaits()) >= connections && calls.size === labels.length;
}

/** Whether nothing runs, and nothing begins to run within some rounds of the machine's loop. */
async function isStill(activity: Activity): Promise<boolean> {
  for (let round = 0; round < ROUNDS; round += 1) {
    if (activity.calls.size > 0 || activity.running > 0) return false;
    await new Promise(setImmediate);
  }
  return activity.calls.size === 0 && activity.running === 0;
}

function nextChange(activity: Activity, atMostMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), atMostMs);
    activity.changed = () => {
      clearTimeout(timer);
      resolve(true);
    };
  });
}

function beginTask(activity: Activity): SimulatedTask {
  let waiting = 0;
  let isOver = false;
  activity.running += 1;
  const step = (by: 1 | -1) => {
    if (isOver) return;
    if (waiting === 0 && by === 1) activity.running -= 1;
    waiting += by;
    if (waiting === 0) activity.running += 1;
    activity.changed();
  };
  return {
    waits: () => step(1),
    goesOn: () => step(-1),
    ends: () => {
      if (!isOver && waiting === 0) activity.running -= 1;
      isOver = true;
      activity.changed();
    },
  };
}
