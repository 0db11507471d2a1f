/**
 * Minutes from one instant to a later one, both ISO 8601 texts in UTC; negative when `later` lies before. Instants are
 * compared by this and never as texts: the platform writes some with and some without fractions of a second.
 *
 * @returns NaN when one of the texts is no instant.
 */
export function minutesBetween(earlier: string, later: string): number {
  return (Date.parse(later) - Date.parse(earlier)) / 60_000;
}

/** Orders two instants by time, whatever their number of decimals. */
export function compareInstants(left: string, right: string): number {
  return Date.parse(left) - Date.parse(right);
}
