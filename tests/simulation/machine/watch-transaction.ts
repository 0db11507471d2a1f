import type { PortKind } from "./mischief.ts";

/** What the transaction of a connection is about, so that mischief can aim at its commit. */
export function watchTransaction() {
  let commit: PortKind = "commit";
  return {
    note(text: string): void {
      if (text.startsWith("BEGIN")) commit = "commit";
      else if (text.startsWith("UPDATE shop_writers")) commit = "batch commit";
      else if (text.includes("outbox_messages") && text.includes("lease_until")) commit = "send commit";
    },
    portOf: (text: string): PortKind => (text === "COMMIT" ? commit : "sql"),
  };
}
