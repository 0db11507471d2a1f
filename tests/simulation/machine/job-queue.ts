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
  /** Gives a shop's job that is running to another worker too, as when it has run over its time. */
  expire(shop: string): boolean;
  /** Whether anything waits or runs. */
  isBusy(): boolean;
};

type Job = { queue: QueueName; data: JobData; state: "waiting" | "running"; worker: Worker | undefined };

const AT_ONCE = 4;
const TAKEN_AFTER_MS = [1, 30] as const;
const RETRIED_AFTER_MS = 1_000;
const MISSED_AFTER_MS = 9_500;

type Draw = (least: number, most: number) => number;

export function createJobQueue(time: SimulatedTime, trace: Trace, draw: Draw): JobQueue {
  const jobs = new Set<Job>();
  const workers = new Set<Worker>();
  let isDispatching = false;

  const dispatchSoon = (afterMs: number = draw(...TAKEN_AFTER_MS)): void => {
    if (isDispatching) return;
    isDispatching = true;
    time.after(afterMs, () => {
      isDispatching = false;
      for (const job of jobs) {
        const worker = job.state === "waiting" && !hasTwin(jobs, job, "running") && chooseWorker(jobs, workers, draw);
        if (worker) begin(job, worker);
      }
    });
  };

  const begin = (job: Job, worker: Worker): void => {
    Object.assign(job, { state: "running", worker });
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
    for (const each of data) {
      const job: Job = { queue, data: each, state: "waiting", worker: undefined };
      if (!hasTwin(jobs, job, "waiting")) jobs.add(job);
    }
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
    expire(shop) {
      const job = [...jobs].find(
        (each) => each.queue === "bell" && each.state === "running" && each.data.shop === shop,
      );
      const other = [...workers].find((each) => each.isUp() && each !== job?.worker);
      if (!job || !other) return false;
      begin({ ...job }, other);
      return true;
    },
    isBusy: () => jobs.size > 0,
  };
}

/** Whether another job of the same key is in this state; files are rendered in jobs without a key. */
function hasTwin(jobs: ReadonlySet<Job>, job: Job, state: Job["state"]): boolean {
  if (job.queue === "render") return false;
  return [...jobs].some(
    (each) => each !== job && each.state === state && each.queue === job.queue && each.data.shop === job.data.shop,
  );
}

function chooseWorker(jobs: ReadonlySet<Job>, workers: ReadonlySet<Worker>, draw: Draw): Worker | undefined {
  const loadOf = (worker: Worker) => [...jobs].filter((job) => job.worker === worker).length;
  const ready = [...workers].filter((each) => each.isUp() && loadOf(each) < AT_ONCE);
  return ready[draw(0, Math.max(ready.length - 1, 0))];
}
