/** Why a location turns an order down, as the warehouse says it. */
export const REJECTION_REASONS = [
  "not on the shelf",
  "damaged",
  "too much to do",
  "closed today",
  "cannot pack it",
] as const;
