const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${timeZone} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  // Hours as 00 to 23 and the month as a word: the same text on the server and in every browser, and no doubt about 3/4.
  const made = new Intl.DateTimeFormat("en", { ...options, hourCycle: "h23", timeZone });
  formats.set(key, made);
  return made;
}

/** "Nov 22, 14:05" in the shop's time zone; with the year when it is not the current one. */
export function formatTime(iso: string, timeZone: string, now: string): string {
  const isThisYear = formatYear(iso, timeZone) === formatYear(now, timeZone);
  const year = isThisYear ? {} : ({ year: "numeric" } as const);
  const options = { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", ...year } as const;
  return formatIn(timeZone, options).format(new Date(iso));
}

/** "Nov 22, 2026, 14:05:31": with everything, for a tooltip or a record. */
export function formatFullTime(iso: string, timeZone: string): string {
  return formatIn(timeZone, { dateStyle: "medium", timeStyle: "medium" }).format(new Date(iso));
}

function formatYear(iso: string, timeZone: string): string {
  return formatIn(timeZone, { year: "numeric" }).format(new Date(iso));
}

const steps = [
  { seconds: 86_400, unit: "d" },
  { seconds: 3_600, unit: "h" },
  { seconds: 60, unit: "min" },
  { seconds: 1, unit: "s" },
] as const;

/** A duration in its largest whole unit: "40 s", "3 min", "2 d". */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const step = steps.find((candidate) => seconds >= candidate.seconds) ?? steps[3];
  return `${Math.floor(seconds / step.seconds)} ${step.unit}`;
}

/** "just now", "40 s ago". */
export function formatAge(iso: string, now: string): string {
  const age = new Date(now).getTime() - new Date(iso).getTime();
  return age < 2_000 ? "just now" : `${formatDuration(age)} ago`;
}
