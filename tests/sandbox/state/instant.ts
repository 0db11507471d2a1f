/**
 * A moment as the platform writes it: ISO 8601 in UTC with whole seconds ("2026-11-22T21:40:00Z"). Because the form never
 * varies, instants are compared and sorted as text. One-second resolution is Shopify's own and a known source of ties.
 */
export type Instant = string;

export function instantOf(date: Date): Instant {
  return `${date.toISOString().slice(0, 19)}Z`;
}

export function dateOf(instant: Instant): Date {
  return new Date(instant);
}

/** A moment later (or, with a negative number, earlier) by so many seconds. */
export function instantAfter(instant: Instant, seconds: number): Instant {
  return instantOf(new Date(Date.parse(instant) + seconds * 1000));
}
