/**
 * A short digest of a text for names that must be the same for the same wish: eight hexadecimal digits of FNV-1a
 * (32 bit, Fowler, Noll and Vo, 1991, over UTF-16 code units). Not for secrets: it is easily reversed by trying.
 */
export function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}
