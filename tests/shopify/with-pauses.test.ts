import { expect, test } from "vitest";
import type { AdminCall } from "#app/shopify/admin-client.ts";
import { AnswerLost, CallRefused, NotSent, ShopSilent, Throttled, TokenRefused } from "#app/shopify/admin-errors.ts";
import {
  FAILURES_BEFORE_PAUSE,
  FIRST_PAUSE_MS,
  LONGEST_PAUSE_MS,
  withPauses,
  type Silence,
  type SilenceStore,
} from "#app/shopify/with-pauses.ts";

const CALL: AdminCall = { document: "", variables: {}, requestedPoints: 10 };
const START = Date.parse("2026-11-23T04:00:00.000Z");

type Answer = () => unknown;

/** A client that answers what a test says, on a clock it moves; each `process` is another one over the same store. */
function platform() {
  const time = { ms: START };
  const kept = new Map<string, Silence>();
  const sent: string[] = [];
  const troubles: string[] = [];
  const answers = { of: (() => "data") as Answer };
  const store: SilenceStore = {
    load: async (domain) => kept.get(domain) ?? null,
    save: async (domain, silence) => void kept.set(domain, silence),
    clear: async (domain) => void kept.delete(domain),
  };
  const client = {
    call: async (domain: string) => {
      sent.push(domain);
      const answer = answers.of();
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const openProcess = (over = store) =>
    withPauses(client, {
      store: over,
      clock: () => new Date(time.ms),
      onTrouble: (error) => troubles.push(error.message),
    });
  return { time, kept, sent, troubles, answers, store, openProcess };
}

async function fails(admin: ReturnType<typeof withPauses>, domain = "a", times = 1): Promise<unknown> {
  let last: unknown;
  for (let time = 0; time < times; time += 1) {
    last = await admin.call(domain, CALL).then(
      () => undefined,
      (error: unknown) => error,
    );
  }
  return last;
}

test.each([
  ["lost answers", () => new AnswerLost("status 502")],
  ["calls that do not arrive", () => new NotSent("ECONNREFUSED")],
])("after five %s in a row nothing more is sent until the pause is over", async (_what, answer) => {
  const { answers, openProcess, sent, time, kept } = platform();
  const admin = openProcess();
  answers.of = answer;
  await fails(admin, "a", FAILURES_BEFORE_PAUSE);
  expect(sent).toHaveLength(FAILURES_BEFORE_PAUSE);
  expect(await fails(admin)).toMatchObject({ name: ShopSilent.name, retryAfterMs: FIRST_PAUSE_MS });
  time.ms += FIRST_PAUSE_MS - 1;
  expect(await fails(admin)).toMatchObject({ name: ShopSilent.name, retryAfterMs: 1 });
  expect(sent).toHaveLength(FAILURES_BEFORE_PAUSE);
  expect(kept.get("a")).toMatchObject({ since: new Date(START), tryAgainAt: new Date(START + FIRST_PAUSE_MS) });
});

test("one trial decides: a failure doubles the pause up to five minutes, an answer ends the silence", async () => {
  const { answers, openProcess, sent, time, kept } = platform();
  const admin = openProcess();
  answers.of = () => new AnswerLost("status 502");
  await fails(admin, "a", FAILURES_BEFORE_PAUSE);
  const pauses: number[] = [];
  for (let pause = 0; pause < 8; pause += 1) {
    time.ms = kept.get("a")!.tryAgainAt.getTime();
    const before = sent.length;
    await fails(admin, "a", 3);
    expect(sent.length - before).toBe(1);
    pauses.push(kept.get("a")!.tryAgainAt.getTime() - time.ms);
  }
  expect(pauses.slice(0, 4)).toEqual([2, 4, 8, 16].map((times) => times * FIRST_PAUSE_MS));
  expect(pauses.at(-1)).toBe(LONGEST_PAUSE_MS);
  expect(kept.get("a")!.since).toEqual(new Date(START));
  time.ms = kept.get("a")!.tryAgainAt.getTime();
  answers.of = () => "data";
  expect(await admin.call("a", CALL)).toBe("data");
  expect(kept.size).toBe(0);
  expect(await admin.call("a", CALL)).toBe("data");
});

test("while the trial is out, whoever comes waits", async () => {
  const { answers, openProcess, sent, time, kept } = platform();
  const admin = openProcess();
  answers.of = () => new AnswerLost("status 502");
  await fails(admin, "a", FAILURES_BEFORE_PAUSE);
  time.ms = kept.get("a")!.tryAgainAt.getTime();
  const gate = Promise.withResolvers<string>();
  answers.of = () => gate.promise;
  const before = sent.length;
  const asked = [admin.call("a", CALL), admin.call("a", CALL), admin.call("a", CALL)].map((call) =>
    call.then(
      (data) => data,
      (error: Error) => error.name,
    ),
  );
  // The two that do not try are answered while the one that does is still out.
  await Promise.race(asked);
  gate.resolve("data");
  expect((await Promise.all(asked)).sort()).toEqual([ShopSilent.name, ShopSilent.name, "data"]);
  expect(sent.length - before).toBe(1);
});

test("a dead token pauses a shop at once, for a minute at first", async () => {
  const { answers, openProcess, sent } = platform();
  const admin = openProcess();
  answers.of = () => new TokenRefused();
  await fails(admin);
  expect(await fails(admin)).toMatchObject({ name: ShopSilent.name, retryAfterMs: 60_000, isTokenRefused: true });
  expect(sent).toHaveLength(1);
});

test("a silence is over as soon as somebody opens the app, which removes what is kept of it", async () => {
  const { answers, openProcess, sent, time, store } = platform();
  const admin = openProcess();
  answers.of = () => new TokenRefused();
  await fails(admin);
  await store.clear("a");
  answers.of = () => "data";
  expect(await fails(admin)).toBeInstanceOf(ShopSilent);
  time.ms += 2_000;
  expect(await admin.call("a", CALL)).toBe("data");
  expect(sent).toHaveLength(2);
});

test("failures that an answer interrupts, and refusals of what was said, pause nothing", async () => {
  const { answers, openProcess, kept } = platform();
  const admin = openProcess();
  for (let round = 0; round < 3; round += 1) {
    answers.of = () => new AnswerLost("status 502");
    await fails(admin, "a", FAILURES_BEFORE_PAUSE - 1);
    answers.of = () => "data";
    await admin.call("a", CALL);
  }
  answers.of = () => new Throttled(500);
  await fails(admin, "a", 20);
  answers.of = () => new CallRefused(["no such field"], []);
  await fails(admin, "a", 20);
  expect(kept.size).toBe(0);
});

test("other shops are untouched", async () => {
  const { answers, openProcess } = platform();
  const admin = openProcess();
  answers.of = () => new AnswerLost("status 502");
  await fails(admin, "a", FAILURES_BEFORE_PAUSE);
  answers.of = () => "data";
  expect(await admin.call("b", CALL)).toBe("data");
  expect(await fails(admin)).toBeInstanceOf(ShopSilent);
});

test("the next process keeps the pause, and an answer to it ends a silence that a dead process left behind", async () => {
  const { answers, openProcess, time, kept } = platform();
  answers.of = () => new AnswerLost("status 502");
  await fails(openProcess(), "a", FAILURES_BEFORE_PAUSE);
  const left = kept.get("a")!;
  expect(await fails(openProcess())).toBeInstanceOf(ShopSilent);
  const admin = openProcess();
  kept.clear();
  answers.of = () => "data";
  await admin.call("a", CALL);
  kept.set("a", left);
  time.ms += LONGEST_PAUSE_MS;
  await admin.call("a", CALL);
  expect(kept.size).toBe(0);
});

test("a store that fails changes no call's outcome", async () => {
  const { answers, openProcess, troubles, sent } = platform();
  const broken = () => Promise.reject(new Error("the database is away"));
  const admin = openProcess({ load: broken, save: broken, clear: broken });
  expect(await admin.call("a", CALL)).toBe("data");
  answers.of = () => new AnswerLost("status 502");
  expect(await fails(admin, "a", FAILURES_BEFORE_PAUSE)).toBeInstanceOf(AnswerLost);
  expect(await fails(admin)).toBeInstanceOf(ShopSilent);
  expect(sent).toHaveLength(1 + FAILURES_BEFORE_PAUSE);
  expect(new Set(troubles)).toEqual(new Set(["the database is away"]));
});
