import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { HeadersFunction } from "@remix-run/node";
import { expect, test } from "vitest";
import "#tests/support/app-database.ts";

const folder = fileURLToPath(new URL("../../app/routes", import.meta.url));

/** The modules that Remix takes for routes: files of the folder itself, and `route` in a folder of its own. */
async function readRouteFiles(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((entry) => /^[^/]+\.tsx?$|^[^/]+\/route\.tsx?$/.test(entry)).sort();
}

const files = await readRouteFiles();
const sources = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
const signingIn = files.filter((_, index) =>
  /\b(pageLoader|pageAction|fileLoader|extensionRoute)\(/.test(sources[index]!),
);

test("the routes are where Remix looks for them", () => {
  expect(signingIn).toEqual(expect.arrayContaining(["app.tsx", "app._index/route.tsx", "app.stop.ts"]));
  expect(signingIn.length).toBeGreaterThanOrEqual(10);
});

// Without it the library's 401 loses the header that makes App Bridge fetch a fresh token, and the page ends in an error.
test.each(signingIn)("%s passes on the headers of a refused sign-in", async (file) => {
  const route = (await import(join(folder, file))) as { headers?: HeadersFunction };
  const none = new Headers();
  const errorHeaders = new Headers({ "X-Shopify-Retry-Invalid-Session-Request": "1" });
  const passed = route.headers?.({ loaderHeaders: none, parentHeaders: none, actionHeaders: none, errorHeaders });
  expect(new Headers(passed).get("X-Shopify-Retry-Invalid-Session-Request")).toBe("1");
});
