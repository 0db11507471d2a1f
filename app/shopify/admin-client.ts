import { z } from "zod";
import { AnswerLost, CallRefused, NotSent, Throttled, TokenRefused } from "./admin-errors.ts";
import { API_VERSION } from "./api-version.ts";

/** One call of the Admin API: a document, its variables, and what it will cost at most. */
export type AdminCall = { document: string; variables: Record<string, unknown>; requestedPoints: number };

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

const TIMEOUT_MS = 10_000;

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
      try {
        return await callOnce(fetchPort, tokens, onCost, domain, call);
      } catch (error) {
        if (!(error instanceof TokenRefused)) throw error;
        tokens.drop(domain);
        return callOnce(fetchPort, tokens, onCost, domain, call);
      }
    },
  };
}

async function callOnce(
  fetchPort: typeof fetch,
  tokens: TokenSource,
  onCost: (domain: string, cost: CostReport) => void,
  domain: string,
  call: AdminCall,
): Promise<unknown> {
  const token = await tokens.get(domain);
  const response = await send(fetchPort, domain, token, call);
  if (response.status === 401 || response.status === 403) throw new TokenRefused();
  if (response.status === 429) throw new Throttled(retryAfterMs(response));
  const text = await response.text().catch((error: Error) => {
    throw new AnswerLost(error.message);
  });
  if (response.status >= 500) throw new AnswerLost(`status ${response.status}`);
  if (response.status !== 200) throw new CallRefused([`status ${response.status}`], []);
  return readAnswer(text, domain, call, onCost);
}

async function send(fetchPort: typeof fetch, domain: string, token: string, call: AdminCall): Promise<Response> {
  try {
    return await fetchPort(`https://${domain}/admin/api/${API_VERSION}/graphql.json`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json", "x-shopify-access-token": token },
      body: JSON.stringify({ query: call.document, variables: call.variables }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    const cause = (error as { cause?: { code?: string } }).cause?.code ?? "";
    // Only these say that no byte of the call arrived.
    if (["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH"].includes(cause)) throw new NotSent(cause);
    throw new AnswerLost((error as Error).message);
  }
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
  if (errors.some((error) => error.extensions?.code === "THROTTLED")) {
    const missing = (cost?.requestedQueryCost ?? call.requestedPoints) - (cost?.throttleStatus.currentlyAvailable ?? 0);
    throw new Throttled(Math.max(100, Math.ceil((missing / (cost?.throttleStatus.restoreRate ?? 50)) * 1000)));
  }
  // Data beside errors is an answer in part: personal fields the shop has not granted come as null. It is used.
  if (errors.length > 0 && (answer.data === undefined || answer.data === null)) {
    throw new CallRefused(
      errors.map((error) => error.message),
      errors.flatMap((error) => error.extensions?.code ?? []),
    );
  }
  return answer.data;
}

function parseAnswer(text: string): z.infer<typeof answerSchema> {
  try {
    return answerSchema.parse(JSON.parse(text));
  } catch {
    throw new AnswerLost("it is not the JSON of an answer");
  }
}

/** Shopify writes Retry-After in seconds, with a fraction. */
function retryAfterMs(response: Response): number {
  const seconds = Number(response.headers.get("retry-after"));
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds * 1000) : 1000;
}
