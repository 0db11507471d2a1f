import { createReadStream, statSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../build/client", import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".woff2": "font/woff2",
  ".png": "image/png",
  ".ico": "image/x-icon",
};

const MOST_CHARACTERS = 255;

/** Serves a file of the client build, whose name carries its hash, for ever. Answers false when there is none. */
export function serveAsset(request: IncomingMessage, response: ServerResponse): boolean {
  const path = new URL(request.url ?? "/", "http://app").pathname;
  // No file of ours has such a name, and the system may refuse to look for it.
  if (path.length > MOST_CHARACTERS) return false;
  if (!path.startsWith("/assets/") || (request.method !== "GET" && request.method !== "HEAD")) return false;
  // normalize() takes the dots out of a path that begins with a slash: nothing outside the folder can be named.
  const file = join(FOLDER, normalize(decodeURIComponent(path)));
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) return false;
  response.writeHead(200, {
    "content-type": TYPES[extname(file)] ?? "application/octet-stream",
    "content-length": found.size,
    "cache-control": "public, max-age=31536000, immutable",
  });
  if (request.method === "HEAD") response.end();
  else createReadStream(file).pipe(response);
  return true;
}
