import { createHash } from "node:crypto";

/** Everything that happened, in order, as one hash: the same seed must give the same. */
export type Trace = {
  note(line: string): void;
  /** Only for whoever reads the lines. */
  keep(line: string): void;
  /** How often something of a kind happened. */
  count(kind: string): void;
  readonly counts: ReadonlyMap<string, number>;
  digest(): string;
  /** The lines themselves, where they were asked to be kept. */
  readonly lines: readonly string[];
};

export function createTrace(isKept: boolean): Trace {
  const hash = createHash("sha256");
  const lines: string[] = [];
  const counts = new Map<string, number>();
  return {
    note(line) {
      hash.update(line).update("\n");
      if (isKept) lines.push(line);
    },
    keep: (line) => void (isKept && lines.push(line)),
    count: (kind) => void counts.set(kind, (counts.get(kind) ?? 0) + 1),
    counts,
    digest: () => hash.copy().digest("hex").slice(0, 16),
    lines,
  };
}
