import { assert } from "./assert.ts";

/** The calendar day (YYYY-MM-DD) in a time zone at an instant (ISO 8601). */
export function dayInZone(instant: string, timeZone: string): string {
  return wallClock(Date.parse(instant), timeZone).slice(0, 10);
}

/**
 * The instant (ISO 8601) at which a calendar day begins in a time zone. Where the clocks skip midnight itself (as in
 * some zones when summer begins) it is the first instant after the gap or up to an hour from it, on that day.
 */
export function startOfZoneDay(day: string, timeZone: string): string {
  const wanted = Date.parse(`${day}T00:00:00Z`);
  assert(!Number.isNaN(wanted), `${day} is a calendar day`);
  // The offset depends on the instant that is looked for; a second look with the first answer settles it.
  const first = wanted - offsetAt(wanted, timeZone);
  const second = wanted - offsetAt(first, timeZone);
  const found = dayInZone(new Date(second).toISOString(), timeZone) < day ? second + 3_600_000 : second;
  return new Date(found).toISOString();
}

/** Milliseconds that the zone's clocks are ahead of UTC. */
function offsetAt(instant: number, timeZone: string): number {
  return Date.parse(`${wallClock(instant, timeZone)}Z`) - instant;
}

/** What the clocks of the zone show: "2026-11-22T14:05:31". */
function wallClock(instant: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  return format.format(instant).replace(", ", "T");
}
