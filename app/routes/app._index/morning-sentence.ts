import type { Home } from "#app/queries/read-home.ts";
import { countOf } from "#app/ui/words/format-money.ts";
import { formatDuration } from "#app/ui/words/format-time.ts";

// A message is decided within a second; one that waits a minute is a sign that the worker does not run.
const LATE_MS = 60_000;

/** Everything that waits for a person: orders, parked messages, oversold goods and notices. */
export function countNeeds(home: Home): number {
  const parked = (home.parked ?? []).reduce((sum, { count }) => sum + count, 0);
  return home.needsPersonCount + parked + home.oversoldCount + home.noticeCount;
}

/** How long the oldest message waits, in milliseconds, when that is longer than it should be. */
export function lateness(home: Home, now: string): number | undefined {
  if (home.waiting.oldestAt === null) return undefined;
  const waited = Date.parse(now) - Date.parse(home.waiting.oldestAt);
  return waited >= LATE_MS ? waited : undefined;
}

/** The state of the shop in one sentence: "7 need you, 412 went by themselves, nothing lost". */
export function morningSentence(home: Home, now: string): string {
  const needs = countNeeds(home);
  const parts = [needs === 0 ? "Nothing needs you" : `${countOf(needs, "needs", "need")} you`];
  const { byItself } = home.lastDay;
  if (byItself > 0) parts.push(`${countOf(byItself, "order went by itself", "went by themselves")} in 24 hours`);
  const late = lateness(home, now);
  if (late !== undefined) parts.push(`the oldest message has waited ${formatDuration(late)}`);
  else if (home.parked?.length === 0) parts.push("nothing lost");
  return parts.join(", ");
}
