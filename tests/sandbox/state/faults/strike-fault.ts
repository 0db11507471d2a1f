import type { AdminResponse } from "#tests/sandbox/handle-request.ts";
import type { World } from "#tests/sandbox/state.ts";
import type { Fault } from "#tests/sandbox/state/faults.ts";
import { plans, type Shop } from "#tests/sandbox/state/shop.ts";

/**
 * The fault that strikes a request, if one is switched on for it; counts it down. `text` is what an operation filter is looked
 * for in: the body of a GraphQL request (its operation name and root fields are words of it), or "access_token".
 */
export function takeFault(world: World, shop: Shop, text: string): Fault | undefined {
  for (const [index, fault] of world.faults.entries()) {
    if (fault.shopDomain !== null && fault.shopDomain !== shop.domain) continue;
    if (fault.operation !== null && !containsWord(text, fault.operation)) continue;
    if (fault.skip > 0) {
      fault.skip -= 1;
      continue;
    }
    fault.remaining -= 1;
    if (fault.remaining <= 0) world.faults.splice(index, 1);
    return fault;
  }
  return undefined;
}

function containsWord(text: string, word: string): boolean {
  return new RegExp(`\\b${word}\\b`).test(text);
}

const jsonHeaders = { "content-type": "application/json; charset=utf-8" };

/** The answer of a fault that refuses before anything is done; undefined when the request is to be carried out first. */
export function refusalOf(fault: Fault, shop: Shop): AdminResponse | undefined {
  switch (fault.kind) {
    case "too-many-requests":
      return {
        status: 429,
        headers: { ...jsonHeaders, "retry-after": "2.0" },
        body: JSON.stringify({
          errors: "Exceeded the rate limit. Reduce request rates to resume uninterrupted service.",
        }),
      };
    case "throttled":
      return { status: 200, headers: jsonHeaders, body: JSON.stringify(throttledBody(shop)) };
    case "unauthorized":
      return {
        status: 401,
        headers: jsonHeaders,
        body: JSON.stringify({ errors: "[API] Invalid API key or access token" }),
      };
    default:
      return fault.isWorkDone || fault.kind === "slow" ? undefined : spoil(fault, blank);
  }
}

const blank: AdminResponse = { status: 200, headers: jsonHeaders, body: '{"data":{}}' };

/** An empty bucket: the caller reads from it how long to wait. */
function throttledBody(shop: Shop): object {
  const { restoreRate, bucketSize } = plans[shop.plan];
  return {
    errors: [
      {
        message: "Throttled",
        extensions: { code: "THROTTLED", documentation: "https://shopify.dev/api/usage/rate-limits" },
      },
    ],
    extensions: {
      cost: {
        requestedQueryCost: 10,
        actualQueryCost: null,
        throttleStatus: { maximumAvailable: bucketSize, currentlyAvailable: 0, restoreRate },
      },
    },
  };
}

/** What the caller sees of an answer that a fault strikes. Truncated JSON breaks off in the middle. */
export function spoil(fault: Fault, response: AdminResponse): AdminResponse {
  switch (fault.kind) {
    case "server-error":
      return { status: 500, headers: jsonHeaders, body: JSON.stringify({ errors: "Internal Server Error" }) };
    case "bad-gateway":
      return {
        status: 502,
        headers: { "content-type": "text/html" },
        body: "<html><body><h1>502 Bad Gateway</h1></body></html>",
      };
    case "time-out":
      return { ...response, trouble: "time-out", delayMs: fault.delayMs };
    case "reset":
      return { ...response, trouble: "reset" };
    case "truncated":
      return { ...response, body: response.body.slice(0, Math.max(1, Math.floor(response.body.length / 2))) };
    case "slow":
      return { ...response, delayMs: fault.delayMs };
    case "too-many-requests":
    case "throttled":
    case "unauthorized":
      return response;
  }
}
