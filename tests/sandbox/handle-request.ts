import { z } from "zod";
import { findBulkResult } from "./graphql/bulk/result-url.ts";
import { executeOperation } from "./graphql/execute-operation.ts";
import type { GraphqlRequest } from "./graphql/request/graphql-request.ts";
import { apiVersion } from "./schema/api-version.ts";
import { findAccessToken } from "./oauth/issue-tokens.ts";
import { grantToken } from "./oauth/grant-token.ts";
import { recordCall, type World } from "./state.ts";
import type { Fault } from "./state/faults.ts";
import type { Shop } from "./state/shop.ts";
import { refusalOf, spoil, takeFault } from "./state/faults/strike-fault.ts";

/** A request to a shop's admin, as an HTTP server or msw sees it. Header names are in lower case. */
export type AdminRequest = {
  method: string;
  /** Path with or without a query string. */
  path: string;
  shopDomain: string;
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
};

export type AdminResponse = {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** What happens to the connection instead of (or before) the answer: cut after the headers, or never answered. */
  trouble?: "reset" | "time-out";
  /** The answer is to be held back so long. */
  delayMs?: number;
};

const graphqlPath = /^\/admin\/api\/([a-z0-9-]+)\/graphql\.json$/;
const requestForm = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/** Answers a request to `https://{shop}.myshopify.com/admin/...` as the platform would; knows nothing of sockets. */
export async function handleAdminRequest(world: World, request: AdminRequest): Promise<AdminResponse> {
  return Promise.resolve(answer(world, request));
}

function answer(world: World, request: AdminRequest): AdminResponse {
  const shop = world.shops.get(request.shopDomain);
  if (!shop) return json(404, { errors: "Not Found" });
  const path = request.path.split("?")[0] ?? "";
  if (request.method === "GET") return serveFile(world, shop, path);
  if (request.method !== "POST") return json(405, { errors: "Method Not Allowed" });
  const isToken = path === "/admin/oauth/access_token";
  const version = graphqlPath.exec(path)?.[1];
  if (!isToken && version === undefined) return json(404, { errors: "Not Found" });
  // The platform would fall forward to another version; here that would hide a mistake.
  if (version !== undefined && version !== apiVersion) {
    return json(404, { errors: `The sandbox speaks version ${apiVersion} only.` });
  }
  const fault = takeFault(world, shop, isToken ? "access_token" : request.body);
  const refusal = fault && refusalOf(fault, shop);
  if (fault && refusal) {
    logRefusal(world, request, fault, refusal.status);
    return refusal;
  }
  const carriedOut = isToken ? grant(world, shop, request) : graphql(world, shop, request, fault);
  return fault ? spoil(fault, carriedOut) : carriedOut;
}

function serveFile(world: World, shop: Shop, path: string): AdminResponse {
  const result = findBulkResult(shop, path, world.clock());
  if (result === undefined) return json(404, { errors: "Not Found" });
  return { status: 200, headers: { "content-type": "application/jsonl" }, body: result };
}

/** Credentials come as JSON or, as OAuth has it, as a form. */
function grant(world: World, shop: Shop, request: AdminRequest): AdminResponse {
  const isForm = request.headers["content-type"]?.includes("application/x-www-form-urlencoded") === true;
  const body = isForm ? Object.fromEntries(new URLSearchParams(request.body)) : parseJson(request.body);
  const { status, body: granted } = grantToken(world, shop, body);
  return json(status, granted);
}

function graphql(world: World, shop: Shop, request: AdminRequest, fault: Fault | undefined): AdminResponse {
  const live = findAccessToken(world, shop, request.headers["x-shopify-access-token"] ?? "");
  if (!live) {
    logRefusal(world, request, fault, 401);
    return json(401, { errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" });
  }
  const read = readRequest(request);
  if (!read) return json(400, { errors: { query: "Required parameter missing or invalid" } });
  const caller = {
    world,
    shop,
    installation: live.installation,
    scopes: live.token.scopes,
    fault: fault?.kind ?? null,
  };
  return json(200, executeOperation(caller, read));
}

/** JSON with variables, or the bare document as `application/graphql`. */
function readRequest(request: AdminRequest): GraphqlRequest | undefined {
  if (request.headers["content-type"]?.startsWith("application/graphql")) {
    return { query: request.body, variables: {}, operationName: null };
  }
  const form = requestForm.safeParse(parseJson(request.body));
  if (!form.success) return undefined;
  const { query, variables, operationName } = form.data;
  return { query, variables: variables ?? {}, operationName: operationName ?? null };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function json(status: number, body: unknown): AdminResponse {
  return { status, headers: { "content-type": "application/json; charset=utf-8" }, body: JSON.stringify(body) };
}

/** A call that never reached the API is in the log too: an auditor counts what the app tried. */
function logRefusal(world: World, request: AdminRequest, fault: Fault | undefined, status: number): void {
  const read = readRequest(request);
  recordCall(world, {
    shopDomain: request.shopDomain,
    apiKey: null,
    operationName: read?.operationName ?? /\b(?:query|mutation)\s+(\w+)/.exec(read?.query ?? "")?.[1] ?? "",
    rootFields: [],
    isMutation: /^\s*(#.*\s*)*mutation\b/.test(read?.query ?? ""),
    variables: read?.variables ?? {},
    status,
    data: null,
    errorCodes: [],
    userErrors: [],
    requestedCost: 0,
    actualCost: 0,
    fault: fault?.kind ?? null,
    isReplay: false,
  });
}
