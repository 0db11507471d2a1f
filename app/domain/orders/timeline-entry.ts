/** A line of an order's timeline: what kind of thing happened, in one plain sentence, and when the platform says it did. */
export type TimelineEntry = {
  /** "placed", "payment", "refund", "tracking", "held" ...: for an icon beside the sentence. */
  what: string;
  sentence: string;
  /** Null where the platform states no time: it is then known only since when we know it. */
  at: string | null;
};
