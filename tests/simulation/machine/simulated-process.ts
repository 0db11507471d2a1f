import { AsyncLocalStorage } from "node:async_hooks";
import { createRandom, nextChance, nextChoice, nextInteger, type SeededRandom } from "#tests/sandbox/state/random.ts";
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
  isAwake(): boolean;
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
  /** Hears when it falls asleep: for so long nothing reaches it and it says nothing, while time goes on. */
  onSleep(act: (ms: number) => void): void;
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
/** A pause of the whole process, shorter and longer than a lease. A transaction that stands idle is not ended by then. */
const ASLEEP_MS = [6_000, 20_000, 50_000];
const SLOW_EVERY = 0.004;
const SLOW_MS = 900;

function drawTakesMs(random: SeededRandom, port: PortKind): number {
  const [least, most] = TAKES_MS[port];
  const isSlow = nextChance(random, SLOW_EVERY);
  return least + (nextInteger(random, 0, 1_000_000) / 1_000_000) * (most - least) + (isSlow ? SLOW_MS : 0);
}

/** Waits in the thread that is running; for ever when its process dies meanwhile. */
function waitAlive(process: SimulatedProcess, later: Later, ms: number): Promise<void> {
  const isAlive = process.lifetime();
  const task = threads.getStore();
  task?.waits();
  return new Promise((resolve) => {
    later(ms, () => {
      if (!isAlive()) return;
      task?.goesOn();
      resolve();
    });
  });
}

type Later = (ms: number, act: () => void) => void;

/** Acts of a process come after some time; while it sleeps, when it wakes. */
function createSleep(time: SimulatedTime, random: SeededRandom) {
  const sleeps: ((ms: number) => void)[] = [];
  let untilMs = 0;
  const whenAwake = (act: () => void) => {
    const leftMs = untilMs - time.nowMs();
    if (leftMs > 0) time.after(leftMs, () => whenAwake(act));
    else act();
  };
  return {
    later: (ms: number, act: () => void) => void time.after(ms, () => whenAwake(act)),
    fallAsleep() {
      const ms = nextChoice(random, ASLEEP_MS);
      untilMs = time.nowMs() + ms;
      for (const hear of sleeps) hear(ms);
    },
    isAwake: () => time.nowMs() >= untilMs,
    onSleep: (act: (ms: number) => void) => void sleeps.push(act),
  };
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
  const { later, fallAsleep, isAwake, onSleep } = createSleep(time, random);
  let live = new Set<SimulatedTask>();
  let life = 1;
  let isUp = true;
  let clockOffMs = 0;

  const mischiefs = createMischiefs(trace);
  const say = (text: string) => trace.note(`${time.nowMs().toFixed(3)} ${name} ${text}`);
  const process: SimulatedProcess = {
    name,
    isUp: () => isUp,
    isAwake,
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
      later(drawTakesMs(random, port), () => {
        if (!isAlive()) return;
        const mischief = mischiefs.strike(port);
        say(`${work} ${port} ${label}${mischief ? ` !${mischief.kind}` : ""}`);
        if (mischief?.kind === "crash before") process.crash();
        else if (mischief?.kind === "asleep") {
          fallAsleep();
          later(0, () => void (isAlive() && act(undefined)));
        } else act(mischief);
      });
    },
    wait: (ms) => waitAlive(process, later, ms),
    run(work, act) {
      say(`begins ${work}`);
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
      say("dies");
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
    onSleep,
  };
  return process;
}
