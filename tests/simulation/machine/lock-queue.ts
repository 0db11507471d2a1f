/**
 * Statements that wait for the writer's row of a shop, one behind the other. Of several that wait in the server, each looks
 * for the row's newest version when it comes free, and which of them is there first is the machine's affair: no seed decides
 * it. So at most one waits in the server, and the others wait here until it has been answered.
 */
export type LockQueue = {
  /** Performs at once, or when all before it for the same lock are done; `undefined` is no lock. */
  inTurn(lock: string | undefined, perform: () => Promise<void>): void;
  clear(): void;
};

export function createLockQueue(): LockQueue {
  let lastOf = new Map<string, Promise<void>>();
  return {
    inTurn(lock, perform) {
      const before = lock === undefined ? undefined : lastOf.get(lock);
      const own = before ? before.then(perform) : perform();
      if (lock !== undefined) lastOf.set(lock, own);
    },
    clear: () => void (lastOf = new Map()),
  };
}

/** The lock that a statement waits for while another transaction holds it: those that skip what is locked never wait. */
export function lockOf(text: string, values: unknown): string | undefined {
  return /FROM shop_writers .*FOR UPDATE$/.test(text.trim()) ? `writer of ${String(values)}` : undefined;
}
