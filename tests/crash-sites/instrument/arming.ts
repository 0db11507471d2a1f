/** What a site does when it is reached. */
export type Armed = {
  /** Die so many milliseconds after what is awaited was begun; 0 dies in the same moment. Absent: do not. */
  asked?: number;
  /** Die when it has ended. */
  isAnswerArmed?: boolean;
};

/** Armed sites by name: the message by which the driver arms a process, and arms it anew. */
export type Arming = Record<string, Armed>;
