import type { SimulatedTime } from "./simulated-time.ts";
import type { Trace } from "./trace.ts";

/** The queues of app/worker/bell.ts, in the sense that their policies have. */
export type QueueName = "bell" | "render" | "history" | "reconcile";
export type JobData = { shop: string; documentIds?: string[] };
export type Worker = { name: string; isUp(): boolean; take(queue: QueueName, data: JobData): Promise<void> };

/**
 * What the queue engine promises, without its tables: jobs outlive the workers. One that fails is taken again, one whose
 * worker was lost is taken over by another when its heartbeat is missed. Of jobs with a key at most one waits and one runs.
 */
export type JobQueue = {
  insert(queue: QueueName, jobs: readonly JobData[]): void;
  register(worker: Worker): void;
  /** The worker died: what it had taken is taken over after a while. */
  lost(worker: Worker): void;
  /** Calls back when a worker begins the next turn of a shop: for what is to happen in the middle of it. */
  whenTurnBegins(shop: string, act: (turn: Turn) => void): void;
  /** Nothing is to happen in the middle of a turn any more. */
  forgetCallbacks(): void;
  /** Lets a queue wait, or go on. */
  holdBack(queue: QueueName, isHeldBack: boolean): void;
  /** Whether anything waits or runs. */
  isBusy(): boolean;
};

export type Turn = {
  /** Gives the job to another worker too, as when it has run over its time. False when it is over, or nobody else is there. */
  double(): boolean;
};

type Job = { queue: QueueName; data: JobData; state: "waiting" | "running"; worker: Worker | undefined };

const AT_ONCE = 4;
const TAKEN_AFTER_MS = [1, 30] as const;
const RETRIED_AFTER_MS = 1_000;
export const MISSED_AFTER_MS = 9_500;

type Draw = (least: number, most: number) => number;

export function createJobQueue(time: SimulatedTime, trace: Trace, draw: Draw): JobQueue {
  const jobs = new Set<Job>();
  const workers = new Set<Worker>();
  const heldBack = new Set<QueueName>();
  const callbacks = createCallbacks();
  let isDispatching = false;

  const dispatchSoon = (afterMs: number = draw(...TAKEN_AFTER_MS)): void => {
    if (isDispatching) return;
    isDispatching = true;
    time.after(afterMs, () => {
      isDispatching = false;
      for (const job of jobs) {
        const mayBegin = job.state === "waiting" && !heldBack.has(job.queue) && !hasTwin(jobs, job, "running");
        const worker = mayBegin && chooseWorker(jobs, workers, draw);
        if (worker) begin(job, worker);
      }
    });
  };

  const begin = (job: Job, worker: Worker): void => {
    Object.assign(job, { state: "running", worker });
    const double = () => {
      const other = jobs.has(job) && findOther(workers, job);
      if (other) begin({ ...job }, other);
      return Boolean(other);
    };
    if (job.queue === "bell") callbacks.call(job.data.shop, { double });
    worker.take(job.queue, job.data).then(
      () => {
        jobs.delete(job);
        dispatchSoon();
      },
      (error: unknown) => {
        trace.note(`${job.queue} of ${job.data.shop} failed: ${String((error as Error).message).slice(0, 80)}`);
        giveBack(job, job.queue === "reconcile" ? undefined : RETRIED_AFTER_MS);
      },
    );
  };

  const giveBack = (job: Job, afterMs: number | undefined): void => {
    if (!jobs.delete(job) || afterMs === undefined || hasTwin(jobs, job, "waiting")) return;
    time.after(afterMs, () => insert(job.queue, [job.data]));
  };

  const insert = (queue: QueueName, data: readonly JobData[]): void => {
    for (const each of data) addOnce(jobs, { queue, data: each, state: "waiting", worker: undefined });
    dispatchSoon();
  };

  return {
    insert,
    register(worker) {
      workers.add(worker);
      dispatchSoon();
    },
    lost(worker) {
      for (const job of jobs) if (job.worker === worker) giveBack(job, MISSED_AFTER_MS);
      dispatchSoon(MISSED_AFTER_MS + 50);
    },
    whenTurnBegins: callbacks.add,
    forgetCallbacks: callbacks.forget,
    holdBack(queue, isHeldBack) {
      heldBack[isHeldBack ? "add" : "delete"](queue);
      dispatchSoon();
    },
    isBusy: () => [...jobs].some((job) => !heldBack.has(job.queue)),
  };
}

/** What is to happen in the middle of a shop's next turn; each is called once. */
function createCallbacks() {
  const acts = new Map<string, ((turn: Turn) => void)[]>();
  return {
    add: (shop: string, act: (turn: Turn) => void) => void acts.set(shop, [...(acts.get(shop) ?? []), act]),
    forget: () => acts.clear(),
    call(shop: string, turn: Turn): void {
      const due = acts.get(shop) ?? [];
      acts.delete(shop);
      for (const act of due) act(turn);
    },
  };
}

function addOnce(jobs: Set<Job>, job: Job): void {
  if (!hasTwin(jobs, job, "waiting")) jobs.add(job);
}

/** Whether another job of the same key is in this state; files are rendered in jobs without a key. */
function hasTwin(jobs: ReadonlySet<Job>, job: Job, state: Job["state"]): boolean {
  if (job.queue === "render") return false;
  return [...jobs].some(
    (each) => each !== job && each.state === state && each.queue === job.queue && each.data.shop === job.data.shop,
  );
}

function findOther(workers: ReadonlySet<Worker>, job: Job): Worker | undefined {
  return [...workers].find((each) => each.isUp() && each !== job.worker);
}

function chooseWorker(jobs: ReadonlySet<Job>, workers: ReadonlySet<Worker>, draw: Draw): Worker | undefined {
  const loadOf = (worker: Worker) => [...jobs].filter((job) => job.worker === worker).length;
  const ready = [...workers].filter((each) => each.isUp() && loadOf(each) < AT_ONCE);
  return ready[draw(0, Math.max(ready.length - 1, 0))];
}
