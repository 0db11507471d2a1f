import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { askRoute, signInAs, type RouteFunction } from "./sign-in-as.ts";
import { roleCan, ROLES, type Right } from "#app/domain/people/role-can.ts";
import { guardOf } from "#app/session.server.ts";

const folder = fileURLToPath(new URL("../../app/routes", import.meta.url));

/** Routes that nobody of the staff signs in to: a buyer's page, Shopify's own sign-in, and what lies outside the app. */
const OUTSIDE = ["$.tsx", "_index.tsx", "api.order-status/route.ts", "auth.$.ts", "auth.login.ts"];

/**
 * The right before each door, written out a second time. Where people of different rights meet ("open_app"), the commands
 * and queries behind it tell them apart (tests/commands/rights.test.ts, tests/queries/people).
 */
const RIGHTS: Record<string, Partial<Record<"loader" | "action", Right>>> = {
  "api.admin-order.ts": { loader: "open_app", action: "release_holds" },
  "app.$.tsx": { loader: "open_app" },
  "app._index/route.tsx": { loader: "open_app", action: "open_app" },
  "app.data-requests.$noticeId/route.ts": { loader: "export_personal_data" },
  "app.documents.$documentId/route.ts": { loader: "see_documents" },
  "app.history/route.tsx": { loader: "see_history", action: "import_history" },
  "app.log/route.tsx": { loader: "see_log" },
  "app.messages.$messageId/route.ts": { loader: "see_messages" },
  "app.orders.$orderId/route.tsx": { loader: "open_app", action: "open_app" },
  "app.orders.$orderId_.certificate/route.ts": { loader: "see_routing" },
  "app.orders._index/route.tsx": { loader: "open_app", action: "open_app" },
  "app.parked/route.tsx": { loader: "settle_parked", action: "settle_parked" },
  "app.people/route.tsx": { loader: "manage_people", action: "manage_people" },
  "app.rate-files.$name.ts": { loader: "see_settings" },
  "app.routing_.what-if/route.ts": { action: "change_settings" },
  "app.routing/route.tsx": { loader: "see_settings", action: "change_settings" },
  "app.settings/route.tsx": { loader: "see_settings", action: "change_settings" },
  "app.shipping-costs/route.tsx": { loader: "see_settings", action: "change_settings" },
  "app.stop.ts": { action: "stop_everything" },
  "app.tsx": { loader: "open_app" },
};

type Entrance = { file: string; kind: "loader" | "action"; run: RouteFunction; right: Right | undefined };

/** The modules that Remix takes for routes: files of the folder itself, and `route` in a folder of its own. */
async function readRouteFiles(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((entry) => /^[^/]+\.tsx?$|^[^/]+\/route\.tsx?$/.test(entry)).sort();
}

async function readEntrances(file: string): Promise<Entrance[]> {
  const route = (await import(join(folder, file))) as Partial<Record<"loader" | "action", RouteFunction>>;
  return (["loader", "action"] as const).flatMap((kind) => {
    const run = route[kind];
    return run ? [{ file, kind, run, right: guardOf(run) }] : [];
  });
}

const files = await readRouteFiles();
const inside = files.filter((file) => !OUTSIDE.includes(file));
const entrances = (await Promise.all(inside.map(readEntrances))).flat();

test("every loader and action of the app is guarded by the right that belongs to it", () => {
  const rights: typeof RIGHTS = Object.fromEntries(inside.map((file) => [file, {}]));
  for (const { file, kind, right } of entrances) rights[file] = { ...rights[file], [kind]: right };
  expect(rights).toEqual(RIGHTS);
});

test("what stands outside the app is what is meant to", async () => {
  expect(files.filter((file) => OUTSIDE.includes(file))).toEqual(OUTSIDE);
  for (const file of inside) {
    const source = await readFile(join(folder, file), "utf8");
    expect([file, source.includes("shopify.server.ts")]).toEqual([file, false]);
  }
});

/** What a route answers, whether it returns or throws it: the status, and the sentence if it is refused. */
async function ask({ kind, run }: Entrance, token: string): Promise<{ status: number; sentence: unknown }> {
  const answer = await askRoute(run, token, {
    search: "?order=1&kind=duplicate",
    params: { orderId: "1", documentId: "1", messageId: "1", noticeId: "1" },
    ...(kind === "action" ? { body: "intent=nonsense" } : {}),
  });
  if (answer instanceof Response) {
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get("content-type") ?? "");
    return { status: answer.status, sentence: isJson ? sentenceOf(JSON.parse(text) as object) : text };
  }
  const { data, init } = answer as { data?: object; init?: { status?: number } };
  return { status: init?.status ?? 200, sentence: sentenceOf(data) };
}

function sentenceOf(body: object | undefined): unknown {
  const { sentence, problem } = (body ?? {}) as { sentence?: unknown; problem?: unknown };
  return sentence ?? problem;
}

test.each(ROLES)(
  "%s is let in by every route their role has the right to, and refused with a sentence by every other",
  async (role) => {
    const { token } = await signInAs(role);
    for (const entrance of entrances) {
      const permission = roleCan(role, entrance.right!);
      const { status, sentence } = await ask(entrance, token);
      const where = `${entrance.kind} of ${entrance.file}`;
      expect([where, status === 403]).toEqual([where, !permission.allowed]);
      if (!permission.allowed) expect([where, sentence]).toEqual([where, permission.reason]);
    }
  },
);
