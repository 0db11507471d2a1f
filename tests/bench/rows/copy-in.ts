import type { Client, Connection, Submittable } from "pg";

/**
 * COPY ... FROM STDIN over the driver's own wire: the driver knows the messages but has no statement for them. Used to
 * find out how fast rows can be written at all; the app never copies.
 */
class CopyIn implements Submittable {
  readonly #text: string;
  readonly #data: Buffer;
  readonly #settle: (error: Error | null) => void;

  constructor(text: string, data: Buffer, settle: (error: Error | null) => void) {
    this.#text = text;
    this.#data = data;
    this.#settle = settle;
  }

  submit(connection: Connection): void {
    (connection as CopyConnection).query(this.#text);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    connection.sendCopyFromChunk(this.#data);
    connection.endCopyFrom();
  }

  handleError(error: Error): void {
    this.#settle(error);
  }

  handleReadyForQuery(): void {
    this.#settle(null);
  }

  // The driver calls these of every statement; a COPY has nothing to say in them.
  handleCommandComplete(): void {}
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handlePortalSuspended(): void {}
  handleEmptyQuery(): void {}
}

type CopyConnection = Connection & {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
};

/** Writes rows in COPY's text format. */
export function copyIn(client: Client, table: string, columns: readonly string[], data: Buffer): Promise<void> {
  return new Promise((done, failed) => {
    const text = `COPY ${table} (${columns.join(", ")}) FROM STDIN`;
    client.query(new CopyIn(text, data, (error) => (error ? failed(error) : done())));
  });
}

/** One row in COPY's text format (PostgreSQL manual, COPY, "Text Format"). */
export function copyLine(values: readonly (string | null)[]): string {
  return `${values.map((value) => (value === null ? "\\N" : value.replace(/[\\\t\n\r]/g, escape))).join("\t")}\n`;
}

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function escape(character: string): string {
  return ESCAPES[character] ?? character;
}
