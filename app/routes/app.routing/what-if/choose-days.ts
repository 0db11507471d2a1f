import { dayInZone } from "#app/domain/basics/zone-day.ts";
import type { Days } from "./use-what-if.ts";

/** Stretches that are chosen by a name; any other by its days. */
export const STRETCHES = [
  { label: "Today and yesterday", value: "2" },
  { label: "The last 7 days", value: "7" },
  { label: "The last 30 days", value: "30" },
  { label: "The last 90 days", value: "90" },
  { label: "Other days", value: "days" },
] as const;

/** The last so many days, today included. @param now ISO 8601 */
export function lastDays(count: number, now: string, timeZone: string): Days {
  const lastDay = dayInZone(now, timeZone);
  const first = Date.parse(lastDay) - (count - 1) * 86_400_000;
  return { firstDay: new Date(first).toISOString().slice(0, 10), lastDay };
}
