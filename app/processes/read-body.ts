import type { IncomingMessage } from "node:http";

/** The bytes of a request, or why there are none: more than the limit, or the sender went away before the end. */
export type ReadBody = Buffer | "too large" | "cut off";

/**
 * Reads a request's whole body. Of one that is too large nothing is kept: the rest is let run into the void, so that the
 * sender can hear the answer; the server's own time limit ends a sender who never comes to an end.
 */
export function readBody(request: IncomingMessage, mostBytes: number): Promise<ReadBody> {
  return new Promise((resolve) => {
    if (Number(request.headers["content-length"] ?? 0) > mostBytes) {
      request.resume();
      return resolve("too large");
    }
    let chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= mostBytes) return void chunks.push(chunk);
      chunks = [];
      resolve("too large");
    });
    request.on("end", () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    // Each of these can be the first sign of it; what is resolved already stays as it is.
    request.on("error", () => resolve("cut off"));
    request.on("close", () => resolve("cut off"));
  });
}
