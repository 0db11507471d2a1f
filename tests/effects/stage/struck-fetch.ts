import { CALL_TIMEOUT_MS } from "#app/shopify/admin-client.ts";
import { handleAdminRequest, type AdminRequest, type AdminResponse } from "#tests/sandbox/handle-request.ts";
import { shopOf, type World } from "#tests/sandbox/state.ts";
import { fault, faultKinds, type Fault, type FaultKind } from "#tests/sandbox/state/faults.ts";
import { refusalOf, spoil } from "#tests/sandbox/state/faults/strike-fault.ts";

/** A way for a call to fail: a kind of fault, and whether the work is done before its answer is spoiled. */
export type Trouble = { kind: FaultKind; isWorkDone: boolean };

const REFUSED_AT_THE_DOOR: readonly FaultKind[] = ["too-many-requests", "throttled", "unauthorized"];
const ANSWERED_LATE: readonly FaultKind[] = ["slow"];

/** Every kind of fault, before and after the work is done where there is a difference. */
export const TROUBLES: readonly Trouble[] = faultKinds.flatMap((kind) => {
  if (REFUSED_AT_THE_DOOR.includes(kind)) return [{ kind, isWorkDone: false }];
  if (ANSWERED_LATE.includes(kind)) return [{ kind, isWorkDone: true }];
  return [
    { kind, isWorkDone: false },
    { kind, isWorkDone: true },
  ];
});

/** What a call is part of, and which one it is: "turn HoldFulfillmentOrder". */
export type Site = string;

export type Strikes = {
  /** What the app is at; the stage says so before each call. */
  activity: string;
  /** Every site that was called, and how often. */
  calls: Map<Site, number>;
  /** Sites that were struck, and how often. */
  struck: Map<Site, number>;
  /** The trouble that every site meets once, the first time it is called; null for a day without. */
  trouble: Trouble | null;
};

// The client asks for another token and tries again by itself: only a second refusal is a dead token.
const timesOf = ({ kind }: Trouble) => (kind === "unauthorized" ? 2 : 1);
const THERE_MS = 20;
const BACK_MS = 20;

/**
 * A `fetch` that asks the sandbox of this process in virtual time, and lets each site meet the trouble once. A call that is
 * not answered within the client's ten seconds ends as the client's own time-out ends it.
 */
export function struckFetch(world: World, wait: (ms: number) => Promise<unknown>, strikes: Strikes): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const asked: AdminRequest = {
      method: request.method,
      path: url.pathname + url.search,
      shopDomain: url.hostname,
      headers: Object.fromEntries(request.headers),
      body: await request.text(),
    };
    await wait(THERE_MS);
    const answer = await answerOf(world, asked, strike(strikes, asked));
    const backMs = answer.trouble === "time-out" ? Infinity : BACK_MS + (answer.delayMs ?? 0);
    await wait(Math.min(backMs, CALL_TIMEOUT_MS));
    if (backMs >= CALL_TIMEOUT_MS) throw new DOMException("The operation timed out.", "TimeoutError");
    if (answer.trouble) throw new TypeError("fetch failed", { cause: { code: "ECONNRESET" } });
    return new Response(answer.body, { status: answer.status, headers: answer.headers });
  };
}

/** Counts the call, and answers the fault that it is to meet. */
function strike(strikes: Strikes, request: AdminRequest): Fault | undefined {
  const site = `${strikes.activity} ${operationOf(request)}`;
  strikes.calls.set(site, (strikes.calls.get(site) ?? 0) + 1);
  const struck = strikes.struck.get(site) ?? 0;
  if (strikes.trouble === null || struck >= timesOf(strikes.trouble)) return undefined;
  strikes.struck.set(site, struck + 1);
  return fault(strikes.trouble.kind, { isWorkDone: strikes.trouble.isWorkDone });
}

function operationOf({ method, path, body }: AdminRequest): string {
  if (path.endsWith("/oauth/access_token")) return "renewal of a token";
  if (method === "GET") return "download of a result";
  const { query } = JSON.parse(body) as { query: string };
  return /\b(?:query|mutation)\s+(\w+)/.exec(query)?.[1] ?? "unnamed";
}

async function answerOf(world: World, asked: AdminRequest, met: Fault | undefined): Promise<AdminResponse> {
  // The sandbox strikes the calls of its API itself, and says so in its log; a file is served by somebody else.
  if (met && asked.method === "POST") world.faults.unshift(met);
  if (!met || asked.method === "POST") return handleAdminRequest(world, asked);
  const refusal = refusalOf(met, shopOf(world, asked.shopDomain));
  return refusal ?? spoil(met, await handleAdminRequest(world, asked));
}
