/**
 * A shop for which Shopify fails to answer again and again is left alone for a while, and for longer each time; nothing of
 * it is sent meanwhile, and other shops notice nothing.
 *
 *   answering  every call goes out; failures in a row are counted, and any answer forgets them
 *   silent     no call goes out until a time is over
 *   on trial   the time is over and one call is out: an answer ends the silence, a failure begins a longer pause
 *
 * Failures are lost answers, calls that did not reach Shopify, and refused tokens. A call that Shopify asks to wait for, or
 * refuses for what it says, is neither: it neither counts nor proves that calls are executed again.
 */
import type { AdminCall, AdminClient } from "./admin-client.ts";
import { AnswerLost, NotSent, ShopSilent, TokenRefused } from "./admin-errors.ts";

export type Silence = {
  /** When the first of the failures in a row happened. */
  since: Date;
  /** When a call goes out again, to try. */
  tryAgainAt: Date;
  /** Pauses so far: each is twice as long as the one before it. */
  pauses: number;
  /** The token is what is refused: the app was removed, or has to be opened in the admin. */
  isTokenRefused: boolean;
  /** What the last call came to, as a sentence. */
  reason: string;
};

/** Where silences are kept for the people who look, and for the process after this one. */
export type SilenceStore = {
  load(domain: string): Promise<Silence | null>;
  save(domain: string, silence: Silence): Promise<void>;
  clear(domain: string): Promise<void>;
};

/** Single failures happen every day; so many in a row, over all kinds of calls, do not. */
export const FAILURES_BEFORE_PAUSE = 5;
export const FIRST_PAUSE_MS = 10_000;
// A refused token does not come back by itself: a person has to open the app.
const FIRST_PAUSE_OF_TOKEN_MS = 60_000;
/** However long Shopify was silent, what waits goes on at most this long after it answers again. */
export const LONGEST_PAUSE_MS = 5 * 60_000;
// Whoever comes while the trial is out, looks again after about a call.
const TRIAL_MS = 1_000;
// Another process may have died and left a silence behind that this one never knew.
const CLEARED_EVERY_MS = 5 * 60_000;

// A silence is over at once when somebody else ends it: the app was opened in the admin, and there is another token.
const LOOKED_AT_EVERY_MS = 2_000;

type Watched = {
  failures: number;
  firstFailedAt: Date | null;
  silence: Silence | null;
  isTrying: boolean;
  clearedAt: number;
  lookedAt: number;
};

/** @param onTrouble hears of a store that fails. A call's outcome never depends on it: the state is in memory. */
export type PauseOptions = { store: SilenceStore; clock: () => Date; onTrouble: (error: Error) => void };

/**
 * The same client, which pauses the calls of shops that do not answer.
 *
 * @throws ShopSilent before anything is sent; otherwise what the client throws.
 */
export function withPauses(client: AdminClient, options: PauseOptions): AdminClient {
  const { clock } = options;
  const { watch, noteAnswer, noteFailure } = watchShops(options);
  return {
    async call(domain: string, call: AdminCall) {
      const watched = await watch(domain);
      const { silence } = watched;
      if (silence !== null) {
        const leftMs = watched.isTrying ? TRIAL_MS : silence.tryAgainAt.getTime() - clock().getTime();
        if (leftMs > 0) throw new ShopSilent(leftMs, silence.isTokenRefused);
        watched.isTrying = true;
      }
      try {
        const data = await client.call(domain, call);
        await noteAnswer(domain, watched);
        return data;
      } catch (error) {
        if (isFailure(error)) await noteFailure(domain, watched, error, silence !== null);
        throw error;
      } finally {
        if (silence !== null) watched.isTrying = false;
      }
    },
  };
}

/** What is known of each shop, and what answers and failures change about it. */
function watchShops({ clock, store, onTrouble }: PauseOptions) {
  const watchedByDomain = new Map<string, Promise<Watched>>();
  const keep = (work: Promise<unknown>) => work.catch((error: Error) => onTrouble(error));

  const begin = (domain: string): Promise<Watched> => {
    const known = watchedByDomain.get(domain);
    if (known) return known;
    const watched = store.load(domain).then(beginFrom, (error: Error) => {
      onTrouble(error);
      return beginFrom(null);
    });
    watchedByDomain.set(domain, watched);
    return watched;
  };

  const lookAgain = async (domain: string, watched: Watched) => {
    const now = clock().getTime();
    if (watched.silence === null || now - watched.lookedAt < LOOKED_AT_EVERY_MS) return;
    watched.lookedAt = now;
    const isOver = await store.load(domain).then((kept) => kept === null, notKnown(onTrouble));
    if (isOver) Object.assign(watched, { failures: 0, firstFailedAt: null, silence: null });
  };

  const watch = async (domain: string): Promise<Watched> => {
    const watched = await begin(domain);
    await lookAgain(domain, watched);
    return watched;
  };

  const noteAnswer = async (domain: string, watched: Watched) => {
    const now = clock().getTime();
    const isDue = watched.silence !== null || now - watched.clearedAt >= CLEARED_EVERY_MS;
    Object.assign(watched, { failures: 0, firstFailedAt: null, silence: null });
    if (!isDue) return;
    watched.clearedAt = now;
    await keep(store.clear(domain));
  };

  const noteFailure = async (domain: string, watched: Watched, error: Error, wasTrial: boolean) => {
    // It went out before the pause began: the pause has its reason already.
    if (watched.silence !== null && !wasTrial) return;
    watched.failures += 1;
    watched.firstFailedAt ??= watched.silence?.since ?? clock();
    const isToken = error instanceof TokenRefused;
    if (!wasTrial && !isToken && watched.failures < FAILURES_BEFORE_PAUSE) return;
    watched.silence = pauseAfter(watched.silence, watched.firstFailedAt, error, clock());
    watched.lookedAt = clock().getTime();
    await keep(store.save(domain, watched.silence));
  };

  return { watch, noteAnswer, noteFailure };
}

function beginFrom(silence: Silence | null): Watched {
  return { failures: 0, firstFailedAt: null, silence, isTrying: false, clearedAt: -Infinity, lookedAt: -Infinity };
}

function notKnown(onTrouble: (error: Error) => void) {
  return (error: Error): false => {
    onTrouble(error);
    return false;
  };
}

function isFailure(error: unknown): error is Error {
  return error instanceof AnswerLost || error instanceof NotSent || error instanceof TokenRefused;
}

function pauseAfter(before: Silence | null, since: Date, error: Error, now: Date): Silence {
  const isTokenRefused = error instanceof TokenRefused;
  const pauses = (before?.pauses ?? 0) + 1;
  const firstMs = isTokenRefused ? FIRST_PAUSE_OF_TOKEN_MS : FIRST_PAUSE_MS;
  const ms = Math.min(LONGEST_PAUSE_MS, firstMs * 2 ** (pauses - 1));
  const tryAgainAt = new Date(now.getTime() + ms);
  return { since: before?.since ?? since, tryAgainAt, pauses, isTokenRefused, reason: error.message };
}
