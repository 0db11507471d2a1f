import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";

/** A token as it was before it was sealed. `isCurrent` says whether a seal of today's key was on it. */
export type OpenedToken = { token: string; isCurrent: boolean };

export type TokenSealer = {
  /** @param place where it will stand: elsewhere the sealed text does not open, so rows cannot be given each other's. */
  seal(token: string, place: string): string;
  /** @returns undefined for a sealed text that none of the keys opens, or that was tampered with. */
  open(text: string, place: string): OpenedToken | undefined;
};

const CIPHER = "aes-256-gcm";
// What NIST SP 800-38D recommends for GCM: 96 bits of random nonce and the whole tag of 128 bits.
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SEALED = /^sealed\.([0-9a-f]{8})\.([\w-]+)$/;

type Key = { id: string; bytes: Buffer };

/**
 * Seals tokens for the database: AES-256-GCM under the first key, as "sealed.<id of the key>.<nonce, text and tag>". What
 * another of the keys sealed, and what was never sealed, still opens and is told apart.
 *
 * @param keys of 32 bytes each, the current one first.
 */
export function createTokenSealer(keys: readonly [Buffer, ...Buffer[]]): TokenSealer {
  const [current, ...earlier] = keys.map(nameKey) as [Key, ...Key[]];
  return {
    seal(token, place) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, current.bytes, nonce).setAAD(Buffer.from(place));
      const sealed = Buffer.concat([nonce, cipher.update(token, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return `sealed.${current.id}.${sealed.toString("base64url")}`;
    },
    open(text, place) {
      const [, id, sealed] = SEALED.exec(text) ?? [];
      // Tokens of Shopify's contain no full stop, so nothing that was never sealed looks sealed.
      if (id === undefined || sealed === undefined) return { token: text, isCurrent: false };
      const key = [current, ...earlier].find((each) => each.id === id);
      const token = key && unseal(key, Buffer.from(sealed, "base64url"), place);
      return token === undefined ? undefined : { token, isCurrent: id === current.id };
    },
  };
}

/** A key for tokens out of the app's secret, for installations that set none of their own (HKDF, RFC 5869). */
export function deriveTokenKey(secret: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", "switchyard: access tokens at rest", 32));
}

/** A key by the first digits of its SHA-256, which tell nothing of its bytes. */
function nameKey(bytes: Buffer): Key {
  return { id: createHash("sha256").update(bytes).digest("hex").slice(0, 8), bytes };
}

function unseal({ bytes }: Key, sealed: Buffer, place: string): string | undefined {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv(CIPHER, bytes, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(-TAG_BYTES));
  const opened = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
  try {
    return Buffer.concat([opened, decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}
