/** One message of PostgreSQL's wire protocol, whole. `type` is empty for the first message of a client, which has none. */
export type WireMessage = { type: string; bytes: Buffer };

const LENGTH_BYTES = 4;

/**
 * Cuts a stream of bytes into messages: a type of one byte, then a length that counts itself and what follows. The first
 * message of a client has no type. https://www.postgresql.org/docs/18/protocol-message-formats.html
 */
export function createWireReader({ beginsWithoutType }: { beginsWithoutType: boolean }) {
  let kept: Buffer = Buffer.alloc(0);
  let isFirst = beginsWithoutType;
  return (chunk: Buffer): WireMessage[] => {
    kept = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
    const messages: WireMessage[] = [];
    for (;;) {
      const typeBytes = isFirst ? 0 : 1;
      if (kept.length < typeBytes + LENGTH_BYTES) return messages;
      const size = typeBytes + kept.readInt32BE(typeBytes);
      if (kept.length < size) return messages;
      messages.push({ type: kept.toString("latin1", 0, typeBytes), bytes: kept.subarray(0, size) });
      kept = kept.subarray(size);
      isFirst = false;
    }
  };
}

/** The text of a simple query. */
export function queryOf(message: WireMessage): string | undefined {
  return message.type === "Q" ? textOf(message) : undefined;
}

/** What a statement that has ended did, as `INSERT 0 3` or `COMMIT`. */
export function commandOf(message: WireMessage): string | undefined {
  return message.type === "C" ? textOf(message) : undefined;
}

/** Whether the server says that it is ready and in no transaction: whatever was done before is committed, or never will be. */
export function isIdle(message: WireMessage): boolean {
  return message.type === "Z" && message.bytes.toString("latin1", 1 + LENGTH_BYTES) === "I";
}

function textOf({ bytes }: WireMessage): string {
  return bytes.toString("utf8", 1 + LENGTH_BYTES, bytes.length - 1);
}
