import type { Call } from "#tests/sandbox/admin/browser/channel.ts";
import type { HostCalls } from "#tests/sandbox/admin/browser/messages.ts";

/** A token lives 60 s; one that may still be used for ten seconds is worth keeping. */
const KEEP_MS = 50_000;

export type SessionToken = { get(): Promise<string>; renew(): Promise<string> };

export function keepSessionToken(call: Call<HostCalls>): SessionToken {
  let token: Promise<string> | undefined;
  let keepUntil = 0;
  function renew(): Promise<string> {
    keepUntil = Date.now() + KEEP_MS;
    token = call("idToken");
    return token;
  }
  return { get: () => (token && Date.now() < keepUntil ? token : renew()), renew };
}
