/** An extension's storage. The real one outlives the page; a frame without an origin has nowhere to keep anything. */
export function makeStorage() {
  const kept = new Map<string, unknown>();
  return {
    read: async (key: string) => kept.get(key) ?? null,
    write: async (key: string, value: unknown) => void kept.set(key, value),
    delete: async (key: string) => void kept.delete(key),
  };
}
