/** The invariants of the product, by the names under which the scoreboard counts them. */
export type Invariant = "I1" | "I2" | "I3" | "I4" | "I5" | "I6" | "I7" | "I9";

/** One thing that must not be, in a sentence that names what was found and what should have been. */
export type Violation = {
  invariant: Invariant;
  /** The shop's domain, or its id where the database knows no domain for it. */
  shop: string;
  /** What it is about: "order 123", "level 45/6", "document INV-2026-00001". */
  subject: string;
  sentence: string;
};

/** "I2 at demo.myshopify.com, level 45/6: ..." for people who read a failing test. */
export function describeViolation({ invariant, shop, subject, sentence }: Violation): string {
  return `${invariant} at ${shop}, ${subject}: ${sentence}`;
}
