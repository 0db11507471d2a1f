import type { IncomingMessage } from "node:http";
import { z } from "zod";
import type { AdminContext, Answer } from "./answer-admin-request.ts";
import type { ScopesDetail } from "./browser/messages.ts";
import { answerBundle, answerBuyerToken, answerFrame } from "./extensions/answer-extension-request.ts";
import { signedInStaff } from "./sign-in/signed-in-staff.ts";
import { staticFile } from "./static-files.ts";

/** Larger than anything the panel sends; a browser tab that runs wild must not fill the memory. */
const MOST_BYTES = 1_000_000;

const tokenRequest = z.object({ shop: z.string() });
const scopesChange = z.object({ grant: z.array(z.string()).default([]), revoke: z.array(z.string()).default([]) });

/** The requests of the stand-in's own scripts, below /__stand-in/. */
export async function answerOwnRequest(context: AdminContext, req: IncomingMessage, url: URL): Promise<Answer> {
  const name = url.pathname.slice("/__stand-in/".length);
  const file = staticFile(name, context.scripts);
  if (file) return { status: 200, ...file, headers: { "access-control-allow-origin": "*" } };
  const shop = url.searchParams.get("shop") ?? "";
  if (name === "id-token") {
    const body = tokenRequest.parse(JSON.parse(await readBody(req)));
    const summary = (await context.sandbox.shops()).find(({ domain }) => domain === body.shop);
    if (!summary) throw new Error(`There is no shop ${body.shop}.`);
    return json({ token: context.idToken(body.shop, signedInStaff(req, summary).id) });
  }
  if (name === "extension-frame") return answerFrame(context, url);
  if (name.startsWith("bundles/")) return answerBundle(context, name);
  if (name === "buyer-token") {
    return json({ token: await answerBuyerToken(context, JSON.parse(await readBody(req))) });
  }
  if (name === "scopes") return json(await answerScopes(context, req, shop));
  if (name.startsWith("sandbox/")) {
    const path = `/${name.slice("sandbox/".length)}${url.search}`;
    const { status, body } = await context.sandbox.forward(path, req.method ?? "GET", await readBody(req));
    return { status, type: "application/json", body };
  }
  return { status: 404, type: "application/json", body: JSON.stringify({ error: `The stand-in has no ${name}.` }) };
}

async function answerScopes(context: AdminContext, req: IncomingMessage, shop: string): Promise<ScopesDetail> {
  const { scopes: required, optionalScopes: optional } = context.app;
  if (req.method === "POST") {
    const { grant, revoke } = scopesChange.parse(JSON.parse(await readBody(req)));
    await context.sandbox.changeScopes(shop, grant, revoke);
  }
  const summary = (await context.sandbox.shops()).find((candidate) => candidate.domain === shop);
  return { granted: summary?.scopes ?? [], required, optional };
}

function json(value: unknown): Answer {
  return { status: 200, type: "application/json", body: JSON.stringify(value) };
}

async function readBody(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error(`A request to the stand-in has at most ${MOST_BYTES} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
