import { element } from "#tests/sandbox/admin/browser/element.ts";
import type { ScopesDetail } from "#tests/sandbox/admin/browser/messages.ts";
import { describeScope } from "#tests/sandbox/admin/describe-scope.ts";
import { ask } from "./ask.ts";
import { pageData } from "./page-data.ts";
import { requestJson } from "./request-json.ts";

const path = `/__stand-in/scopes?shop=${pageData.shop}`;

export function queryScopes(): Promise<ScopesDetail> {
  return requestJson<ScopesDetail>(path);
}

/** Shopify's own dialog: the merchant grants all that is asked for, or nothing. */
export async function requestScopes(
  scopes: string[],
): Promise<{ result: "granted-all" | "declined-all"; detail: ScopesDetail }> {
  const before = await queryScopes();
  const missing = scopes.filter((scope) => !before.granted.includes(scope));
  if (missing.length === 0) return { result: "granted-all", detail: before };
  const granted = await ask({
    title: `${pageData.appName} needs more access`,
    body: [
      element("p", {}, ["The app asks to:"]),
      element(
        "ul",
        {},
        missing.map((scope) => element("li", {}, [describeScope(scope)])),
      ),
    ],
    confirm: "Update access",
    cancel: "Cancel",
  });
  if (!granted) return { result: "declined-all", detail: before };
  return { result: "granted-all", detail: await requestJson<ScopesDetail>(path, { grant: missing }) };
}

export async function revokeScopes(scopes: string[]): Promise<{ detail: ScopesDetail }> {
  return { detail: await requestJson<ScopesDetail>(path, { revoke: scopes }) };
}
