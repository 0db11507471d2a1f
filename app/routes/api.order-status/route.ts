import type { LoaderFunctionArgs } from "@remix-run/node";
import { shopperOrder, shopperQuestion } from "#app/contracts/shopper-order.ts";
import { env } from "#app/env.server.ts";
import { readShopperOrder } from "#app/queries/read-shopper-order.ts";
import { authenticate } from "#app/shopify.server.ts";
import { createRateLimit } from "./limit-rate.ts";
import { proveBuyer, type ProvenBuyer } from "./prove-buyer.ts";

// A page asks once when it opens and then twice a minute; a household behind one address has a few pages open.
const fromOnePlace = createRateLimit({ burst: 20, perMinute: 20 }, 10_000);
// Where no proxy states it an address can be made up, so one order answers guests only so often, wherever they ask from.
const aboutOneOrder = createRateLimit({ burst: 100, perMinute: 100 }, 10_000);

/** A buyer's page runs in a sandbox, whose requests come from the origin "null": what protects is the token alone. */
const HEADERS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers": "Authorization, Content-Type",
  "Access-Control-Expose-Headers": "Retry-After",
  "Cache-Control": "no-store",
};

/**
 * Where a buyer's order stands, for the order status page and the thank-you page. Who shows no token of a buyer for this app
 * has 401. Whatever else is wrong (another shop or buyer, an order that is not there or not here yet), the answer is the same:
 * 404 and nothing said.
 */
export const loader = async ({ request, context }: LoaderFunctionArgs): Promise<Response> => {
  const question = shopperQuestion.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  const token = await readToken(request, question.data?.page);
  if (token instanceof Response) return token;
  const buyer = proveBuyer(token, env().SHOPIFY_API_KEY, question.data?.number);
  if (buyer === "no buyer") return nothing(401);
  if (!question.success || buyer === "no proof") return nothing(404);
  const { order } = question.data;
  const waitS = takeTurn(request, buyer, order, context.clock());
  if (waitS > 0) {
    return Response.json({}, { status: 429, headers: { ...HEADERS, "Retry-After": String(waitS) } });
  }
  const progress = await readShopperOrder(buyer.domain, order, buyer.proof);
  return progress ? Response.json(shopperOrder.parse(progress), { headers: HEADERS }) : nothing(404);
};

function nothing(status: 401 | 404): Response {
  return Response.json({}, { status, headers: HEADERS });
}

/** The claims of the token, if Shopify signed it and its time has not passed; a preflight's answer; else nothing. */
async function readToken(request: Request, page: string | undefined): Promise<unknown> {
  const pages = authenticate.public;
  try {
    const { sessionToken } = await (page === "thank-you" ? pages.checkout(request) : pages.customerAccount(request));
    return sessionToken;
  } catch (refusal) {
    if (!(refusal instanceof Response)) throw refusal;
    return request.method === "OPTIONS" && refusal.ok ? refusal : undefined;
  }
}

/** The seconds to wait before the next answer. A customer has a bucket of their own, which nobody else can empty. */
function takeTurn(request: Request, { domain, proof }: ProvenBuyer, order: string, now: Date): number {
  if ("customerId" in proof) return fromOnePlace.take(`${domain} ${order} customer ${proof.customerId}`, now);
  const address = request.headers.get("X-Forwarded-For")?.split(",").at(-1)?.trim() ?? "";
  const ownWait = fromOnePlace.take(`${domain} ${order} address ${address}`, now);
  return ownWait > 0 ? ownWait : aboutOneOrder.take(`${domain} ${order}`, now);
}
