import type { z } from "zod";
import { describeProblem } from "#app/contracts/describe-problem.ts";
import type { Change } from "#app/domain/orders/change.ts";

/** What a body means, or the sentence that says why it means nothing. */
export type Meaning = { ok: true; changes: Change[] } | { ok: false; reason: string };

/**
 * How a topic's bodies are read. A *snapshot* carries the object and folds by its own time or id; a *hint* leads to a
 * read; an *act* is done by the platform, a person or a timer; the *ignored* are kept in the inbox and nothing else.
 */
export type TopicRule = {
  kind: "snapshot" | "hint" | "act" | "ignored";
  /** Any one of these access scopes lets the app subscribe to the topic; empty where none is needed. */
  scopes: readonly string[];
  read: (body: unknown) => Meaning;
};

/** A rule whose bodies obey a contract. */
export function rule<T extends z.ZodType>(
  kind: TopicRule["kind"],
  scopes: readonly string[],
  contract: T,
  toChanges: (body: z.output<T>) => Change[],
): TopicRule {
  const read = (body: unknown): Meaning => {
    const parsed = contract.safeParse(body);
    return parsed.success
      ? { ok: true, changes: toChanges(parsed.data) }
      : { ok: false, reason: describeProblem(parsed.error) };
  };
  return { kind, scopes, read };
}

/** A rule that means the same whatever its body says. */
export function ruleWithoutBody(kind: TopicRule["kind"], changes: () => Change[]): TopicRule {
  return { kind, scopes: [], read: () => ({ ok: true, changes: changes() }) };
}

/** Kept in the inbox, with the reason why nothing follows from it. */
export function ignored(reason: string): Change[] {
  return [{ kind: "ignored", reason }];
}
