/**
 * States what must be true for the code below to be right. On in production: a broken promise stops this batch,
 * which is rolled back and split until the one message that causes it is parked.
 *
 * @throws Error with the sentence, when the condition is false.
 */
export function assert(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new Error(`Broken promise: ${sentence}`);
}

/** Ends an exhaustive switch: the compiler complains when a case is missing, and so does the running program. */
export function assertNever(value: never): never {
  throw new Error(`Broken promise: no case for ${JSON.stringify(value)}`);
}
