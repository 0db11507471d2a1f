/** What may befall a process at a call of one of its ports. */
export const mischiefKinds = [
  "crash before",
  "crash after",
  "cut before",
  "cut after",
  "serialization failure",
  "deadlock",
  "no connection",
] as const;
export type MischiefKind = (typeof mischiefKinds)[number];

/** `commit` is the statement that ends a transaction well: where the outcome of a cut is unknown to whoever asked. */
export type PortKind = "connect" | "sql" | "commit" | "fetch" | "answer" | "bell";

/** A mischief that waits for its call: the first of one of these ports after so many others of them. */
export type Mischief = { kind: MischiefKind; ports: readonly PortKind[]; skip: number };

/** Which ports a kind can strike at all: a connection is cut where there is one. */
export function portsOf(kind: MischiefKind): readonly PortKind[] {
  switch (kind) {
    case "crash before":
    case "crash after":
      return ["connect", "sql", "commit", "fetch", "answer", "bell"];
    case "cut before":
    case "cut after":
      return ["sql", "commit"];
    case "serialization failure":
    case "deadlock":
      return ["sql", "commit"];
    case "no connection":
      return ["connect"];
  }
}
