import { afterEach, beforeEach, expect, test } from "vitest";
import type { FrameData } from "#tests/sandbox/admin/extensions/frame-data.ts";
import { mapFetch } from "./map-fetch.ts";

const data = { publicAppUrl: "https://switchyard.example", appUrl: "http://127.0.0.1:4101" } as FrameData;
const real = globalThis.fetch;
let sent: Request[];

beforeEach(() => {
  sent = [];
  globalThis.fetch = async (input, init) => {
    sent.push(new Request(input, init));
    return new Response("");
  };
});

afterEach(() => void (globalThis.fetch = real));

test("a request to the app's public address goes to the app on this machine, with all that was said", async () => {
  mapFetch(data);
  await fetch("https://switchyard.example/api/x?order=1", { method: "POST", body: "a", headers: { "x-a": "b" } });
  const [request] = sent;
  expect([request?.url, request?.method, request?.headers.get("x-a"), await request?.text()]).toEqual([
    "http://127.0.0.1:4101/api/x?order=1",
    "POST",
    "b",
    "a",
  ]);
});

test("a request to anybody else goes out as written and bears no token", async () => {
  mapFetch(data, async () => "token");
  await fetch("https://carrier.example/track");
  expect([sent[0]?.url, sent[0]?.headers.has("authorization")]).toEqual(["https://carrier.example/track", false]);
});

test("in the admin an address without a host is the app's, and the id token is added by itself", async () => {
  mapFetch(data, async () => "token");
  await fetch("/api/x");
  expect([sent[0]?.url, sent[0]?.headers.get("authorization")]).toEqual([
    "http://127.0.0.1:4101/api/x",
    "Bearer token",
  ]);
});

test("on a shopper's page an address without a host leads nowhere", async () => {
  mapFetch(data);
  await expect(fetch("/api/x")).rejects.toThrow(/no address of its own/);
  expect(sent).toEqual([]);
});
