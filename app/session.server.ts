import { randomUUID } from "node:crypto";
import { data, type ActionFunctionArgs, type AppLoadContext, type LoaderFunctionArgs } from "@remix-run/node";
import type { Click } from "./commands/click.ts";
import { recognisePerson } from "./commands/recognise-person.ts";
import { NotAllowed, requireRight } from "./commands/require-right.ts";
import { isRowId } from "./contracts/row-id.ts";
import type { Person } from "./domain/people/person.ts";
import { roleCan, type Right } from "./domain/people/role-can.ts";
import { authenticate, takeOpened } from "./shopify.server.ts";
import type { ClickAnswer } from "./ui/click-answer.ts";

/** Who asks: proven by a token of the admin, and known to us with what they may see and do. */
export type SignedIn = Awaited<ReturnType<typeof authenticate.admin>> & {
  /** Our id of the shop. */
  shop: string;
  by: Person;
  /** Whether they have a right, where a page shows more to some than to others. */
  may: (right: Right) => boolean;
  /** What a command is told of the click. */
  click: Click;
};

type RouteArgs = LoaderFunctionArgs | ActionFunctionArgs;
export type ExtensionArgs = RouteArgs & SignedIn;
type Guarded<T> = (args: RouteArgs) => Promise<T>;

/** What a loader or action was guarded with, so that a test can ask it of every route. */
const rightByRoute = new WeakMap<object, Right>();

/** The right without which a loader or action answers 403; undefined for one that guards nothing. */
export function guardOf(route: object): Right | undefined {
  return rightByRoute.get(route);
}

/**
 * The loader of a page of the app: proves who asks and for which shop, and that they may. There is no other way to
 * sign in, so that no route can forget to ask.
 *
 * @throws Response that leads the browser through Shopify's sign-in; 401 for a token that is not a staff member's; 403
 * with the sentence for somebody whose role does not have the right.
 */
export function pageLoader<T>(right: Right, load: (args: LoaderFunctionArgs & SignedIn) => Promise<T>): Guarded<T> {
  return guard(right, load, (sentence) => {
    throw data({ sentence }, { status: 403 });
  });
}

/**
 * The action of a page, guarded in the same way. What a role may not do is answered with 403 and the sentence, whatever else
 * is not done (a field that is not filled in right, an order that has changed) with 422. A page shows the sentence beside
 * the button. The answer is a response of its own, because Remix would answer who posts straight to a route without a page
 * with 200 otherwise.
 */
export function pageAction(right: Right, act: (args: ActionFunctionArgs & SignedIn) => Promise<ClickAnswer>) {
  return guard(
    right,
    async (args) => answerClicked(await act(args)),
    (problem) => answerClicked({ problem }, 403),
  );
}

function answerClicked(answer: ClickAnswer, refusal = 422): Response {
  return Response.json(answer, { status: "problem" in answer ? refusal : 200 });
}

/** The loader of what a script fetches, guarded in the same way: there is no page around it, so it is refused in plain text. */
export function fileLoader(right: Right, load: (args: LoaderFunctionArgs & SignedIn) => Promise<Response>) {
  return guard(right, load, (sentence) => answerPlainly(sentence, 403));
}

/** The action of what a script asks for and reads itself, guarded and refused in the same way. */
export function scriptAction(right: Right, act: (args: ActionFunctionArgs & SignedIn) => Promise<Response>) {
  return guard(right, act, (sentence) => answerPlainly(sentence, 403));
}

/** A sentence in place of what a script has asked for. Never kept: the next time it may be let through. */
export function answerPlainly(sentence: string, status: number): Response {
  const headers = { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" };
  return new Response(sentence, { status, headers });
}

/**
 * A route that is asked by an extension and not by a page: refusals are answered as it can read them.
 *
 * @param refuse the body of the refusal.
 */
export function extensionRoute(
  right: Right,
  answer: (args: ExtensionArgs) => Promise<Response>,
  refuse: (sentence: string) => object,
): Guarded<Response> {
  return guard(right, answer, (sentence, { cors }) => cors(Response.json(refuse(sentence), { status: 403 })));
}

function guard<T, Refusal>(
  right: Right,
  answer: (args: RouteArgs & SignedIn) => Promise<T>,
  refuse: (sentence: string, signedIn: SignedIn) => Refusal,
): Guarded<T | Refusal> {
  const route = async (args: RouteArgs) => {
    const signedIn = await signIn(args.request, args.context);
    try {
      requireRight(signedIn.by, right);
      return await answer({ ...args, ...signedIn });
    } catch (error) {
      if (error instanceof NotAllowed) return refuse(error.message, signedIn);
      throw error;
    }
  };
  rightByRoute.set(route, right);
  return route;
}

async function signIn(request: Request, { clock, ring, identifyStaff }: AppLoadContext): Promise<SignedIn> {
  if (isBareQuestion(request)) throw new Response(null, { status: 401 });
  const admin = await authenticate.admin(request).catch(refuseUnreadable);
  const { shop: domain, scope } = admin.session;
  if (!isOfStaff(admin.sessionToken, domain)) throw new Response(null, { status: 401 });
  const now = clock();
  const identify = async () => identifyStaff?.(domain, tokenOf(request));
  const arrival = { domain, scopes: scope?.split(",") ?? [], personId: admin.sessionToken.sub, identify };
  const { shop, by, isShopNew } = await recognisePerson(arrival, now);
  if (takeOpened(domain) || isShopNew) await ring(shop);
  const may = (right: Right) => roleCan(by.role, right).allowed;
  return { ...admin, shop, by, may, click: { by, now, clock, newId: randomUUID } };
}

/** An extension without its token: the library would lead its script to a page for browsers. */
function isBareQuestion({ url, method, headers }: Request): boolean {
  return new URL(url).pathname.startsWith("/api/") && method !== "OPTIONS" && !headers.has("Authorization");
}

/** The library reads the shop's address out of the token and breaks on a buyer's, which holds a bare domain. */
function refuseUnreadable(error: unknown): never {
  if (error instanceof TypeError && "code" in error && error.code === "ERR_INVALID_URL")
    throw new Response(null, { status: 401 });
  throw error;
}

/**
 * Tokens of checkouts and customer accounts bear the same signature and audience as the admin's, and the library takes a
 * buyer's for a staff member's. Only the shop's admin issues those of staff, whose subject is a plain number.
 */
function isOfStaff({ iss, sub }: SignedIn["sessionToken"], domain: string): boolean {
  return iss === `https://${domain}/admin` && isRowId(sub);
}

/** The token that the sign-in has just checked: in the header, or on the first document in the address. */
function tokenOf(request: Request): string {
  const header = request.headers.get("authorization")?.replace("Bearer ", "");
  return header ?? new URL(request.url).searchParams.get("id_token") ?? "";
}
