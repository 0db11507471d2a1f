import { request, type OutgoingHttpHeaders } from "node:http";
import { connect } from "node:net";

export type RawAnswer = { status: number; text: string };
export type RawRequest = {
  port: number;
  method?: string;
  path: string;
  headers?: OutgoingHttpHeaders;
  /** Sent piece by piece, without a stated length unless a header states one. */
  body?: Buffer | readonly Buffer[];
};

/** One request on a connection of its own, and its whole answer; rejects when the connection ends without one. */
export function sendRaw({ port, method = "GET", path, headers = {}, body }: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const call = request({ host: "127.0.0.1", port, method, path, headers, agent: false }, (answer) => {
      let text = "";
      answer.on("data", (chunk: Buffer) => (text += chunk.toString()));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    call.on("error", reject);
    if (Array.isArray(body)) for (const piece of body as Buffer[]) call.write(piece);
    call.end(Buffer.isBuffer(body) ? body : undefined);
  });
}

/** Bytes as they are, for what no client would send; answers the status line's code, 0 for a connection that was just closed. */
export function sendBytes(port: number, bytes: string): Promise<number> {
  return new Promise((resolve) => {
    let text = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes("\r\n")) socket.end();
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0)));
  });
}
