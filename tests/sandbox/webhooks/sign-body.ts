import { createHmac } from "node:crypto";

/** The signature of a body as the platform sends it: HMAC-SHA256 over the raw bytes, in base64. */
export function signBody(secret: string, bytes: Uint8Array): string {
  return createHmac("sha256", secret).update(bytes).digest("base64");
}
