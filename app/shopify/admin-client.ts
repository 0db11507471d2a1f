import { z } from "zod";
import { AnswerLost, CallRefused, NotSent, Throttled, TokenRefused } from "./admin-errors.ts";
import { API_VERSION } from "./api-version.ts";
import { retryAfterMs } from "./retry-after.ts";

/** One call of the Admin API: a document, its variables, and what it will cost at most. */
export type AdminCall = { document: string; variables: Record<string, unknown>; requestedPoints: number };

/** Sends one call for the shop that is being read. Its errors pass through: nothing of the read then counts. */
export type Send = (call: AdminCall) => Promise<unknown>;

export type AdminClient = {
  /**
   * Sends one call for a shop and answers its data.
   *
   * @throws Throttled, NotSent (not executed), AnswerLost (unknown), TokenRefused, CallRefused.
   */
  call(domain: string, call: AdminCall): Promise<unknown>;
};

export type TokenSource = {
  /** A valid offline token of the shop; refreshed when it is about to lapse. Throws TokenRefused when there is none. */
  get(domain: string): Promise<string>;
  /** Tells that the token was refused, so that the next one is fetched anew. */
  drop(domain: string): void;
};

export type CostReport = {
  requestedPoints: number;
  availablePoints: number;
  maximumPoints: number;
  restoreRate: number;
};

/** After this long a call is given up, with the token that is fetched for it and its second try with another one. */
export const CALL_TIMEOUT_MS = 10_000;

// Frozen for want of payment, gone, locked, refused by Shopify's defences (Shopify: API response status codes): the shop
// cannot be worked with now, and nothing was executed.
const SHOP_UNAVAILABLE: readonly number[] = [402, 404, 423, 430];
// Codes of errors in an answer of status 200 (Shopify: GraphQL Admin API, status and error codes).
const OUTCOME_UNKNOWN_CODES: readonly string[] = ["INTERNAL_SERVER_ERROR", "TIMEOUT"];
const SHOP_UNAVAILABLE_CODES: readonly string[] = ["SHOP_INACTIVE"];

const answerSchema = z.object({
  data: z.unknown().optional(),
  errors: z
    .union([
      z.string(),
      z.array(
        z
          .object({ message: z.string(), extensions: z.object({ code: z.string().optional() }).loose().optional() })
          .loose(),
      ),
    ])
    .optional(),
  extensions: z
    .object({
      cost: z
        .object({
          requestedQueryCost: z.number(),
          throttleStatus: z.object({
            maximumAvailable: z.number(),
            currentlyAvailable: z.number(),
            restoreRate: z.number(),
          }),
        })
        .optional(),
    })
    .loose()
    .optional(),
});

/**
 * The Admin API over plain fetch: the library's client takes Retry-After's seconds for milliseconds and never retries a
 * throttled answer, and it reads the session from the database for each call.
 *
 * @param onCost is told of every answer's cost, for the throttle.
 */
export function createAdminClient(
  fetchPort: typeof fetch,
  tokens: TokenSource,
  onCost: (domain: string, cost: CostReport) => void,
): AdminClient {
  return {
    async call(domain, call) {
      const signal = AbortSignal.timeout(CALL_TIMEOUT_MS);
      const once = async () =>
        readAnswer(await send(fetchPort, tokens, { domain, call, signal }), domain, call, onCost);
      try {
        return await once();
      } catch (error) {
        if (!(error instanceof TokenRefused)) throw error;
        tokens.drop(domain);
        return once();
      }
    },
  };
}

type Sending = { domain: string; call: AdminCall; signal: AbortSignal };

/** Sends a call and answers the text of an answer of status 200. */
async function send(fetchPort: typeof fetch, tokens: TokenSource, sending: Sending): Promise<string> {
  const token = await within(sending.signal, tokens.get(sending.domain));
  const response = await post(fetchPort, token, sending);
  const { status } = response;
  if (status === 200 || status >= 500) {
    const text = await response.text().catch((error: Error) => {
      throw lost(error);
    });
    if (status === 200) return text;
    throw new AnswerLost(`status ${status}`);
  }
  // Unread, the rest of the answer would keep its connection busy.
  void response.body?.cancel().catch(() => undefined);
  if (status === 401 || status === 403) throw new TokenRefused();
  if (status === 429) throw new Throttled(retryAfterMs(response));
  if (SHOP_UNAVAILABLE.includes(status)) throw new NotSent(`it answers with status ${status}`);
  throw new CallRefused([`status ${status}`], []);
}

/** What a shared wait brings, unless this caller's time is over first. */
async function within<T>(signal: AbortSignal, wait: Promise<T>): Promise<T> {
  let giveUp = () => {};
  const over = new Promise<never>((_, reject) => {
    giveUp = () => reject(new NotSent("its token took too long"));
    signal.addEventListener("abort", giveUp, { once: true });
  });
  try {
    return await Promise.race([wait, over]);
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

async function post(fetchPort: typeof fetch, token: string, { domain, call, signal }: Sending): Promise<Response> {
  try {
    return await fetchPort(`https://${domain}/admin/api/${API_VERSION}/graphql.json`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json", "x-shopify-access-token": token },
      body: JSON.stringify({ query: call.document, variables: call.variables }),
      signal,
    });
  } catch (error) {
    const cause = (error as { cause?: { code?: string } }).cause?.code ?? "";
    // Only these say that no byte of the call arrived.
    if (["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH"].includes(cause)) throw new NotSent(cause);
    throw lost(error as Error);
  }
}

function lost(error: Error): AnswerLost {
  return new AnswerLost(error.message, error.name === "TimeoutError");
}

function readAnswer(
  text: string,
  domain: string,
  call: AdminCall,
  onCost: (domain: string, cost: CostReport) => void,
): unknown {
  const answer = parseAnswer(text);
  const cost = answer.extensions?.cost;
  if (cost) {
    const { maximumAvailable, currentlyAvailable, restoreRate } = cost.throttleStatus;
    onCost(domain, {
      requestedPoints: cost.requestedQueryCost,
      availablePoints: currentlyAvailable,
      maximumPoints: maximumAvailable,
      restoreRate,
    });
  }
  const errors =
    typeof answer.errors === "string" ? [{ message: answer.errors, extensions: undefined }] : (answer.errors ?? []);
  const codes = errors.flatMap((error) => error.extensions?.code ?? []);
  if (codes.includes("THROTTLED")) {
    const missing = (cost?.requestedQueryCost ?? call.requestedPoints) - (cost?.throttleStatus.currentlyAvailable ?? 0);
    throw new Throttled(Math.max(100, Math.ceil((missing / (cost?.throttleStatus.restoreRate ?? 50)) * 1000)));
  }
  // Data beside errors is an answer in part: personal fields the shop has not granted come as null. It is used. When
  // nothing at all was answered, the errors are the answer.
  if (errors.length === 0 || hasContent(answer.data)) return answer.data;
  const messages = errors.map((error) => error.message);
  if (codes.some((code) => OUTCOME_UNKNOWN_CODES.includes(code))) throw new AnswerLost(messages.join("; "));
  if (codes.some((code) => SHOP_UNAVAILABLE_CODES.includes(code))) throw new NotSent(messages.join("; "));
  throw new CallRefused(messages, codes);
}

function hasContent(data: unknown): boolean {
  if (typeof data !== "object" || data === null) return false;
  return Object.values(data).some((value) => value !== null);
}

function parseAnswer(text: string): z.infer<typeof answerSchema> {
  try {
    return answerSchema.parse(JSON.parse(text));
  } catch {
    throw new AnswerLost("it is not the JSON of an answer");
  }
}
