import { TimerQueue } from "./timer-queue.ts";

/** Time for whatever happens later: the real one in the demo, a virtual one in tests and simulation. */
export type Scheduler = {
  nowMs(): number;
  /** Acts so many milliseconds later; the answer takes it back. */
  after(delayMs: number, act: () => void): () => void;
  /** Tells of work under way, which a virtual clock waits for before it goes on. */
  track(work: Promise<unknown>): void;
};

export type RealScheduler = Scheduler & {
  /** Takes back whatever is still to happen: from here on the world stands still unless somebody acts. */
  takeBackAll(): void;
};

/** The machine's own time. A timer alone does not keep the process alive. */
export function createRealScheduler(): RealScheduler {
  const timers = new Set<NodeJS.Timeout>();
  const takeBack = (timer: NodeJS.Timeout) => {
    clearTimeout(timer);
    timers.delete(timer);
  };
  return {
    nowMs: () => Date.now(),
    after(delayMs, act) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        act();
      }, delayMs);
      timer.unref();
      timers.add(timer);
      return () => takeBack(timer);
    },
    track: () => {},
    takeBackAll: () => timers.forEach(takeBack),
  };
}

export type VirtualScheduler = Scheduler & {
  /** The moment as a date: what a world's clock answers. */
  clock(): Date;
  /** Lets so much time pass: everything due happens in order, each moment finished before the next begins. */
  advance(byMs: number): Promise<void>;
  /** Lets time pass until nothing is left to do, or at most so much. Answers whether nothing is left. */
  runUntilIdle(atMostMs: number): Promise<boolean>;
};

/** A clock that stands still until it is told to go on. Two acts of one moment happen in the order they were asked for. */
export function createVirtualScheduler(start: Date): VirtualScheduler {
  let nowMs = start.getTime();
  let sequence = 0;
  const timers = new TimerQueue();
  const underWay = new Set<Promise<unknown>>();

  const settle = async (): Promise<void> => {
    while (underWay.size > 0) await Promise.allSettled([...underWay]);
  };
  const runUntil = async (endMs: number): Promise<void> => {
    await settle();
    for (let next = timers.peek(); next && next.atMs <= endMs; next = timers.peek()) {
      nowMs = Math.max(nowMs, next.atMs);
      for (let due = timers.peek(); due && due.atMs <= nowMs; due = timers.peek()) timers.pop()?.act();
      await settle();
    }
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
    track(work) {
      underWay.add(work);
      void work.finally(() => underWay.delete(work)).catch(() => {});
    },
    async advance(byMs) {
      const endMs = nowMs + byMs;
      await runUntil(endMs);
      nowMs = endMs;
    },
    async runUntilIdle(atMostMs) {
      await runUntil(nowMs + atMostMs);
      return timers.peek() === undefined;
    },
  };
}
