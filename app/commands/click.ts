import type { Person } from "#app/domain/people/person.ts";

/** Who clicked and when, and where ids of further messages come from. */
export type Click = { by: Person; now: Date; newId: () => string };

/** What became of a click: messages that wait to be decided, or why nothing was done. */
export type ClickOutcome = { messageIds: string[] } | { refused: string };
