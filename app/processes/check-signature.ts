import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Whether one of the secrets signed these bytes (Shopify: base64 of HMAC-SHA256 over the raw body, header
 * X-Shopify-Hmac-Sha256). Every secret is tried whatever the others say, and each comparison takes constant time.
 *
 * @param secrets the current client secret and, for an hour after a rotation, the one before it.
 */
export function checkSignature(body: Buffer, signature: string | undefined, secrets: readonly string[]): boolean {
  const given = Buffer.from(signature ?? "", "base64");
  let isSigned = false;
  for (const secret of secrets) {
    const wanted = createHmac("sha256", secret).update(body).digest();
    const compared = given.length === wanted.length ? given : Buffer.alloc(wanted.length);
    const isEqual = timingSafeEqual(compared, wanted) && given.length === wanted.length;
    isSigned = isEqual || isSigned;
  }
  return isSigned;
}
