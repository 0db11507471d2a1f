import { startOfZoneDay } from "#app/domain/basics/zone-day.ts";

/** From the first day's beginning to the last one's end, by the shop's clocks; nothing lies after now. */
export function periodOf(
  { firstDay, lastDay }: { firstDay: string; lastDay: string },
  timeZone: string,
  now: Date,
): { from: Date; to: Date } {
  const next = new Date(Date.parse(lastDay) + 86_400_000).toISOString().slice(0, 10);
  const end = new Date(startOfZoneDay(next, timeZone));
  return { from: new Date(startOfZoneDay(firstDay, timeZone)), to: end < now ? end : now };
}
