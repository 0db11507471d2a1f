import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Whether a process with this id runs now, whoever owns it. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return readState(pid) !== "Z";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The command line of a process, or an empty text when there is none. */
export function commandOf(pid: number): string {
  const fromProc = read(`/proc/${pid}/cmdline`);
  if (fromProc !== undefined) return fromProc.replaceAll("\0", " ").trim();
  return askPs(pid, "command=");
}

/**
 * When a process began, in whatever unit the system tells it. With the process id it names one process for good: ids alone
 * are used again, after a restart of a container within seconds.
 */
export function beginningOf(pid: number): string {
  const status = read(`/proc/${pid}/stat`);
  // The command in brackets may itself hold blanks and brackets; the start time is the 20th field after it.
  if (status !== undefined) return status.slice(status.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  return askPs(pid, "lstart=");
}

function readState(pid: number): string | undefined {
  const status = read(`/proc/${pid}/stat`);
  return status?.slice(status.lastIndexOf(")") + 2).charAt(0);
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function askPs(pid: number, field: string): string {
  try {
    return execFileSync("ps", ["-o", field, "-p", String(pid)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return "";
  }
}
