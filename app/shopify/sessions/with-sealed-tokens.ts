import { Session } from "@shopify/shopify-api";
import type { TokenSealer } from "./seal-token.ts";

/** What the Shopify library asks of a session storage. */
export type SessionStorage = {
  storeSession(session: Session): Promise<boolean>;
  loadSession(id: string): Promise<Session | undefined>;
  deleteSession(id: string): Promise<boolean>;
  deleteSessions(ids: string[]): Promise<boolean>;
  findSessionsByShop(shop: string): Promise<Session[]>;
};

/** The two columns of a session that open a shop, as they are stored. */
export type StoredTokens = { accessToken: string; refreshToken: string | null };

export type SealedStorageOptions = {
  sealer: TokenSealer;
  /** Puts other tokens into a session's row, provided that it still has those that were read. */
  replaceTokens(id: string, read: StoredTokens, sealed: StoredTokens): Promise<void>;
  /** Told of a session whose tokens no key opens. */
  onUnreadable(id: string): void;
};

/**
 * A session storage that keeps access and refresh tokens sealed. A row that is in clear, or sealed with an earlier key, is
 * read all the same and sealed with the current key at that moment. One that no key opens is as good as none: the next
 * page that somebody opens fetches the shop another token.
 */
export function withSealedTokens(storage: SessionStorage, options: SealedStorageOptions): SessionStorage {
  const { sealer } = options;
  const seal = (session: { id: string; accessToken?: string; refreshToken?: string }): StoredTokens => ({
    accessToken: session.accessToken ? sealer.seal(session.accessToken, placeOf(session.id, "access")) : "",
    refreshToken: session.refreshToken ? sealer.seal(session.refreshToken, placeOf(session.id, "refresh")) : null,
  });
  const open = async (stored: Session): Promise<Session | undefined> => {
    const access = stored.accessToken ? sealer.open(stored.accessToken, placeOf(stored.id, "access")) : UNSET;
    const refresh = stored.refreshToken ? sealer.open(stored.refreshToken, placeOf(stored.id, "refresh")) : UNSET;
    if (!access || !refresh) {
      options.onUnreadable(stored.id);
      return undefined;
    }
    const opened = withTokens(stored, access.token, refresh.token);
    if (!access.isCurrent || !refresh.isCurrent) {
      const read = { accessToken: stored.accessToken ?? "", refreshToken: stored.refreshToken ?? null };
      await options.replaceTokens(stored.id, read, seal(opened));
    }
    return opened;
  };
  return {
    storeSession(session) {
      const { accessToken, refreshToken } = seal(session);
      return storage.storeSession(withTokens(session, accessToken, refreshToken));
    },
    async loadSession(id) {
      const stored = await storage.loadSession(id);
      return stored && open(stored);
    },
    async findSessionsByShop(shop) {
      const opened = await Promise.all((await storage.findSessionsByShop(shop)).map(open));
      return opened.filter((session) => session !== undefined);
    },
    deleteSession: (id) => storage.deleteSession(id),
    deleteSessions: (ids) => storage.deleteSessions(ids),
  };
}

// Nothing is stored, so there is nothing to seal either.
const UNSET = { token: undefined, isCurrent: true };

function placeOf(id: string, kind: "access" | "refresh"): string {
  return `${kind} token of ${id}`;
}

function withTokens(
  session: Session,
  accessToken: string | undefined,
  refreshToken: string | null | undefined,
): Session {
  return new Session({
    ...session.toObject(),
    accessToken: accessToken || undefined,
    refreshToken: refreshToken ?? undefined,
  });
}
