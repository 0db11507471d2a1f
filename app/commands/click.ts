/** Who clicked and when, and where ids of new messages come from. */
export type Click = { person: string; now: Date; newId: () => string };

/** What became of a click: messages that wait to be decided, or why nothing was done. */
export type ClickOutcome = { messageIds: string[] } | { refused: string };
