/** What may befall a process at a call of one of its ports. */
export const mischiefKinds = [
  "crash before",
  "crash after",
  "cut before",
  "cut after",
  "serialization failure",
  "deadlock",
  "no connection",
  "asleep",
] as const;
export type MischiefKind = (typeof mischiefKinds)[number];

/**
 * A commit is the statement that ends a transaction well: where the outcome of a cut is unknown to whoever asked. It is told
 * apart whether it ends a batch, or one that takes or settles what Shopify is told. Calls that are to change something at
 * Shopify are apart from those that read.
 */
export const portKinds = [
  "connect",
  "sql",
  "commit",
  "batch commit",
  "send commit",
  "fetch",
  "answer",
  "mutation",
  "mutation answer",
  "bell",
] as const;
export type PortKind = (typeof portKinds)[number];

/** A mischief that waits for its call: the first of one of these ports after so many others of them. */
export type Mischief = { kind: MischiefKind; ports: readonly PortKind[]; skip: number };

const STATEMENTS: readonly PortKind[] = ["sql", "commit", "batch commit", "send commit"];

const ASLEEP_AT: readonly PortKind[] = [...STATEMENTS, "answer", "mutation answer"];

/** Which ports a kind can strike at all: a connection is cut where there is one. */
export function portsOf(kind: MischiefKind): readonly PortKind[] {
  switch (kind) {
    case "crash before":
    case "crash after":
      return portKinds;
    case "cut before":
    case "cut after":
    case "serialization failure":
    case "deadlock":
      return STATEMENTS;
    case "no connection":
      return ["connect"];
    // What has left the process has left: it sleeps before it hears the answer, or before a statement.
    case "asleep":
      return ASLEEP_AT;
  }
}
