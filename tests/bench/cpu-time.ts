import { readdirSync, readFileSync } from "node:fs";

/** Clock ticks a second in /proc (sysconf _SC_CLK_TCK; 100 on every Linux that Node runs on). */
const TICKS_PER_SECOND = 100;

/** Processes to watch, by the name to show; a process counts with all its children, this one without those it started. */
export type Watched = Readonly<Record<string, number>>;

/**
 * Begins to count the processor time of processes, on Linux; elsewhere nothing is known.
 *
 * @returns a function that answers, for each, how many cores it kept busy since, the busiest first.
 */
export function watchCpuTime(watched: Watched): () => { name: string; cores: number }[] {
  const begunAt = performance.now();
  const before = measure(watched);
  return () => {
    const seconds = (performance.now() - begunAt) / 1000;
    const after = measure(watched);
    return Object.keys(watched)
      .map((name) => ({ name, cores: ((after.get(name) ?? 0) - (before.get(name) ?? 0)) / seconds }))
      .sort((a, b) => b.cores - a.cores);
  };
}

/** "PostgreSQL 0.91, worker 0.70 of 2 cores": what a figure was limited by. */
export function sayCpuTime(shares: readonly { name: string; cores: number }[], cores: number): string {
  if (shares.every((share) => share.cores === 0)) return "processor time: not known on this system";
  const words = shares.map(({ name, cores: busy }) => `${name} ${busy.toFixed(2)}`);
  const total = shares.reduce((sum, share) => sum + share.cores, 0);
  return `cores busy: ${words.join(", ")}; ${total.toFixed(2)} of ${cores}`;
}

/** "8.20 ms: PostgreSQL 3.50, worker 2.50": processor time of each thing done. Unlike a rate it holds on a busy machine. */
export function sayCpuTimeOfEach(shares: readonly { name: string; cores: number }[], perSecond: number): string {
  const each = shares.map(({ name, cores }) => ({ name, ms: (1000 * cores) / perSecond }));
  const total = each.reduce((sum, { ms }) => sum + ms, 0);
  return `processor time of each order: ${total.toFixed(2)} ms: ${each.map(({ name, ms }) => `${name} ${ms.toFixed(2)}`).join(", ")}`;
}

function measure(watched: Watched): Map<string, number> {
  const processes = listProcesses();
  const seconds = new Map<string, number>();
  for (const [name, pid] of Object.entries(watched)) {
    const isOurs = pid === process.pid;
    seconds.set(name, isOurs ? (processes.get(pid)?.ownSeconds ?? 0) : secondsOf(processes, pid));
  }
  return seconds;
}

type Process = { parent: number; ownSeconds: number; /** With children that have ended. */ seconds: number };

/** Time of a process and of everything it started, ended children included. */
function secondsOf(processes: ReadonlyMap<number, Process>, pid: number): number {
  let seconds = processes.get(pid)?.seconds ?? 0;
  for (const [child, { parent }] of processes) if (parent === pid) seconds += secondsOf(processes, child);
  return seconds;
}

function listProcesses(): Map<number, Process> {
  const processes = new Map<number, Process>();
  let entries: string[];
  try {
    entries = readdirSync("/proc");
  } catch {
    return processes;
  }
  for (const entry of entries) {
    if (/^\d+$/.test(entry)) readProcess(processes, Number(entry));
  }
  return processes;
}

function readProcess(processes: Map<number, Process>, pid: number): void {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command may contain spaces and brackets; what follows the last one is regular (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const secondsIn = (...places: number[]) =>
      places.reduce((sum, place) => sum + Number(fields[place]), 0) / TICKS_PER_SECOND;
    const ownSeconds = secondsIn(11, 12);
    processes.set(pid, { parent: Number(fields[1]), ownSeconds, seconds: ownSeconds + secondsIn(13, 14) });
  } catch {
    // It ended between the listing and the reading.
  }
}
