import type { Person } from "#app/domain/people/person.ts";

/** Who clicked and when, what time it is since (a click may have to wait), and where ids of further messages come from. */
export type Click = { by: Person; now: Date; clock: () => Date; newId: () => string };

/** What became of a click: messages that wait to be decided, or why nothing was done. */
export type ClickOutcome = { messageIds: string[] } | { refused: string };
