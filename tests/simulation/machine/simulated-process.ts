import { AsyncLocalStorage } from "node:async_hooks";
import { createRandom, nextChance, nextInteger, type SeededRandom } from "#tests/sandbox/state/random.ts";
import type { Mischief, PortKind } from "./mischief.ts";
import type { SimulatedTask, SimulatedTime } from "./simulated-time.ts";
import type { Trace } from "./trace.ts";

/**
 * A process of the app: everything it says to the world outside passes `at`, where it may be late, cut off, or die. What
 * dies is never resumed: its promises stay as they are for ever, and its connections are gone.
 */
export type SimulatedProcess = {
  readonly name: string;
  isUp(): boolean;
  /** A question to ask later: whether it is still the same life, in which answers reach whoever asked. */
  lifetime(): () => boolean;
  /** Its own idea of the time. */
  clock(): Date;
  setClockOff(byMs: number): void;
  /** Acts after the time a call of this port takes; not at all when the process has died meanwhile. */
  at(port: PortKind, label: string, act: (mischief: Mischief | undefined) => void): void;
  wait(ms: number): Promise<void>;
  /** Runs something with a thread of its own. Resolves when it has ended, and never if the process dies before. */
  run<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** The thread that is running, if any: calls made by it count as its waiting. */
  task(): SimulatedTask | undefined;
  arm(mischief: Mischief): void;
  /** Whether a mischief waits for calls of this port. */
  expects(port: PortKind): boolean;
  disarm(): void;
  crash(): void;
  start(): void;
  /** Hears when it dies. */
  onCrash(act: () => void): void;
};

type Thread = SimulatedTask & { work: string };
const threads = new AsyncLocalStorage<Thread>();

/** How long a call takes on its way, in milliseconds with fractions, so that hardly two events share a moment. */
const TAKES_MS: Readonly<Record<PortKind, readonly [number, number]>> = {
  connect: [0.01, 0.1],
  sql: [0.1, 3],
  commit: [0.2, 8],
  "batch commit": [0.2, 8],
  "send commit": [0.2, 8],
  fetch: [5, 60],
  answer: [5, 60],
  mutation: [5, 60],
  "mutation answer": [5, 60],
  bell: [0.5, 10],
};
const SLOW_EVERY = 0.004;
const SLOW_MS = 900;

function drawTakesMs(random: SeededRandom, port: PortKind): number {
  const [least, most] = TAKES_MS[port];
  const isSlow = nextChance(random, SLOW_EVERY);
  return least + (nextInteger(random, 0, 1_000_000) / 1_000_000) * (most - least) + (isSlow ? SLOW_MS : 0);
}

/** Waits in the thread that is running; for ever when its process dies meanwhile. */
function waitAlive(time: SimulatedTime, isAlive: () => boolean, ms: number): Promise<void> {
  const task = threads.getStore();
  task?.waits();
  return new Promise((resolve) => {
    time.after(ms, () => {
      if (!isAlive()) return;
      task?.goesOn();
      resolve();
    });
  });
}

/** Mischiefs that wait for their calls, in the order in which they were armed. */
function createMischiefs(trace: Trace) {
  let armed: Mischief[] = [];
  return {
    expects: (port: PortKind) => armed.some((each) => each.ports.includes(port)),
    arm: (mischief: Mischief) => void armed.push({ ...mischief }),
    disarm: () => void (armed = []),
    /** Counts one more call of a port, and answers what befalls it. */
    strike(port: PortKind): Mischief | undefined {
      const waiting = armed.filter((each) => each.ports.includes(port));
      for (const each of waiting) each.skip -= 1;
      const mischief = waiting.find((each) => each.skip < 0);
      if (!mischief) return undefined;
      armed = armed.filter((each) => each !== mischief);
      trace.count(`${mischief.kind} (${port})`);
      return mischief;
    },
  };
}

export function createProcess(name: string, seed: number, time: SimulatedTime, trace: Trace): SimulatedProcess {
  const random = createRandom(seed);
  const deaths: (() => void)[] = [];
  let live = new Set<SimulatedTask>();
  let life = 1;
  let isUp = true;
  let clockOffMs = 0;

  const mischiefs = createMischiefs(trace);
  const process: SimulatedProcess = {
    name,
    isUp: () => isUp,
    lifetime: () => {
      const bornIn = life;
      return () => isUp && life === bornIn;
    },
    clock: () => new Date(time.nowMs() + clockOffMs),
    setClockOff: (byMs) => void (clockOffMs = byMs),
    at(port, label, act) {
      const isAlive = process.lifetime();
      if (!isAlive()) return;
      const work = threads.getStore()?.work ?? "";
      time.after(drawTakesMs(random, port), () => {
        if (!isAlive()) return;
        const mischief = mischiefs.strike(port);
        trace.note(
          `${time.nowMs().toFixed(3)} ${name} ${work} ${port} ${label}${mischief ? ` !${mischief.kind}` : ""}`,
        );
        if (mischief?.kind === "crash before") process.crash();
        else act(mischief);
      });
    },
    wait: (ms) => waitAlive(time, process.lifetime(), ms),
    run(work, act) {
      trace.note(`${time.nowMs().toFixed(3)} ${name} begins ${work}`);
      const task: Thread = { ...time.task(), work };
      live.add(task);
      const settle = () => {
        live.delete(task);
        task.ends();
      };
      return threads.run(task, act).finally(settle);
    },
    task: () => threads.getStore(),
    arm: mischiefs.arm,
    expects: mischiefs.expects,
    disarm: mischiefs.disarm,
    crash() {
      if (!isUp) return;
      trace.note(`${time.nowMs().toFixed(3)} ${name} dies`);
      isUp = false;
      const dead = live;
      live = new Set();
      for (const task of dead) task.ends();
      for (const act of deaths) act();
    },
    start() {
      if (isUp) return;
      life += 1;
      isUp = true;
    },
    onCrash: (act) => void deaths.push(act),
  };
  return process;
}
