import { mintIdToken } from "#tests/sandbox/admin/mint-id-token.ts";
import { mintBuyerToken } from "#tests/sandbox/oauth/mint-buyer-token.ts";
import { credentials } from "#tests/scenarios/stage/install-app.ts";

/** A request as a browser makes it inside the admin, or an extension on a buyer's page. */
export type Ask = {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  form?: Record<string, string>;
  json?: unknown;
  /** Who asks: a staff member unless stated; a buyer who is signed in as this customer, or a guest. */
  as?: { customerId: string | null };
};

export type Answer = { status: number; text: string; bytes: Buffer };

/** How a page is asked for: whole, as its first document; or its data alone, as when one goes from page to page. */
export type Form = "document" | "data" | "resource";

export type Asker = { port: number; domain: string; staffId: string };

const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";

/** Asks the web process with a fresh token of the asker's shop, which is all that says who asks. */
export async function ask({ port, domain, staffId }: Asker, asked: Ask, form: Form): Promise<Answer> {
  const app = { ...credentials, now: new Date() };
  const token = asked.as
    ? mintBuyerToken({ ...app, shop: domain, customerId: asked.as.customerId })
    : mintIdToken({ ...app, shop: domain, userId: staffId });
  const url = new URL(asked.path, `http://127.0.0.1:${port}`);
  const headers: Record<string, string> = { "user-agent": BROWSER };
  if (form === "document") {
    const given = { embedded: "1", shop: domain, host: hostOf(domain), id_token: token };
    for (const [name, value] of Object.entries(given))
      if (!url.searchParams.has(name)) url.searchParams.set(name, value);
  } else {
    headers["authorization"] = `Bearer ${token}`;
    if (form === "data") url.pathname = url.pathname === "/" ? "/_root.data" : `${url.pathname}.data`;
  }
  const method = asked.method ?? "GET";
  const body = asked.form
    ? new URLSearchParams(asked.form)
    : asked.json === undefined
      ? null
      : JSON.stringify(asked.json);
  if (asked.json !== undefined) headers["content-type"] = "application/json";
  const response = await fetch(url, { method, headers, body, redirect: "manual" });
  const bytes = Buffer.from(await response.arrayBuffer());
  const location = response.headers.get("location") ?? "";
  return { status: response.status, text: `${location}\n${bytes.toString("utf8")}`, bytes };
}

/** The admin's address of a shop, as Shopify hands it to an app. */
export function hostOf(domain: string): string {
  return Buffer.from(`admin.shopify.com/store/${domain.replace(".myshopify.com", "")}`).toString("base64url");
}

/** Everything that a question says, to tell an echo from news. */
export function textOf(asked: Ask): string {
  return `${asked.path} ${new URLSearchParams(asked.form).toString()} ${JSON.stringify(asked.json ?? "")} ${asked.as?.customerId ?? ""}`;
}
