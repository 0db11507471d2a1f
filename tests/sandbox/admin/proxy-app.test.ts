import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { proxyApp } from "./proxy-app.ts";

const adminUrl = "http://127.0.0.1:4100";
const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

test("the admin may frame the app, which the app itself allows only to Shopify's", async () => {
  const policy = "frame-ancestors https://a.myshopify.com https://admin.shopify.com;";
  const url = await behindProxy((_, res) => res.setHeader("content-security-policy", policy).end("page"));
  const answer = await fetch(url);
  expect(answer.headers.get("content-security-policy")).toBe(
    `frame-ancestors ${adminUrl} https://a.myshopify.com https://admin.shopify.com;`,
  );
});

test.each([
  ["https://admin.shopify.com/store/a/apps/key", `${adminUrl}/store/a/apps/key`],
  ["https://a.myshopify.com/admin/oauth/install?client_id=key", `${adminUrl}/store/a/oauth/install?client_id=key`],
  ["https://example.com/?from=https://admin.shopify.com", "https://example.com/?from=https://admin.shopify.com"],
  ["/app/orders", "/app/orders"],
])("a redirect to %s leads to %s", async (location, expected) => {
  const url = await behindProxy((_, res) => res.writeHead(302, { location }).end());
  const answer = await fetch(url, { redirect: "manual" });
  expect(answer.status).toBe(302);
  expect(answer.headers.get("location")).toBe(expected);
});

test("the browser is not asked to preload Shopify's own App Bridge", async () => {
  const link = '<https://cdn.shopify.com/shopifycloud/app-bridge.js>; rel="preload"; as="script";';
  const url = await behindProxy((_, res) => res.setHeader("link", link).end());
  expect((await fetch(url)).headers.has("link")).toBe(false);
});

test("method, path, headers and body reach the app as they were sent", async () => {
  const url = await behindProxy((req, res) => {
    res.write(`${req.method} ${req.url} ${req.headers.authorization} `);
    req.pipe(res);
  });
  const sent = { method: "POST", body: "a=1", headers: { authorization: "Bearer token" } };
  expect(await (await fetch(`${url}/app?index`, sent)).text()).toBe("POST /app?index Bearer token a=1");
});

test("an app that does not run is answered 502, and a document tries again by itself", async () => {
  const url = await listen(proxyApp({ host: "127.0.0.1", port: 1 }, adminUrl));
  const data = await fetch(url);
  expect([data.status, await data.text()]).toEqual([502, "The app does not answer."]);
  const page = await fetch(url, { headers: { "sec-fetch-dest": "iframe" } });
  expect(page.status).toBe(502);
  expect(await page.text()).toContain('http-equiv="refresh"');
});

async function behindProxy(app: RequestListener): Promise<string> {
  const { port } = new URL(await listen(app));
  return listen(proxyApp({ host: "127.0.0.1", port: Number(port) }, adminUrl));
}

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
