import { expect, test } from "vitest";
import { hostOf, type Answer, type Ask } from "#tests/between-shops/matrix/ask.ts";
import { findFingerprints } from "#tests/between-shops/matrix/fingerprints.ts";
import {
  askAs,
  expectNothingOfThere,
  expectUntouched,
  formOf,
  isFileOf,
  rowsOf,
  withoutTraces,
} from "#tests/between-shops/matrix/judge.ts";
import type { Matrix } from "#tests/between-shops/matrix/open-matrix.ts";
import { plans } from "#tests/between-shops/matrix/plans.ts";
import { NO_INTENT, type Probe } from "#tests/between-shops/matrix/probe.ts";
import { readIntents, readRouteFiles, type Route } from "#tests/between-shops/matrix/route-table.ts";
import type { ShopIds } from "#tests/between-shops/matrix/shop-ids.ts";
import { textOf } from "#tests/between-shops/matrix/ask.ts";

// The document around every page has nothing of its own to load.
const ROOT = "root";

type Case = { title: string; route: Route; probe: Probe; isClick: boolean };

function casesOf(routes: readonly Route[]): Case[] {
  return Object.entries(plans).flatMap(([id, plan]) => {
    const route = routes.find((each) => each.id === id);
    if (!route) return [];
    const reads = (plan.loader ?? []).map((probe) => ({
      title: `${id} GET: ${probe.names}`,
      route,
      probe,
      isClick: false,
    }));
    const clicks = Object.entries(plan.action ?? {}).flatMap(([intent, probes]) =>
      probes.map((probe) => ({ title: `${id} POST ${intent}: ${probe.names}`, route, probe, isClick: true })),
    );
    return [...reads, ...clicks];
  });
}

/** A question with the method of its verb, and the other shop's domain in its address. */
function askedOf({ probe, isClick }: Case, named: ShopIds, own: ShopIds): Ask {
  const asked = probe.ask(named, own);
  return { ...asked, method: asked.method ?? (isClick ? "POST" : "GET") };
}

function expectAnswer({ status, text }: Answer, { probe: { answered }, isClick }: Case): void {
  if (answered instanceof RegExp) expect(text).toMatch(answered);
  expect(status).toBe(typeof answered === "number" ? answered : isClick ? 422 : 200);
}

/** Every route of the app is there to be tried, and what is tried proves something. */
export function tryCoverage(routes: readonly Route[], open: () => Matrix): void {
  test("every route of the built app, every verb and everything an action can be asked to do is tried", async () => {
    expect(routes.length).toBeGreaterThan(15);
    const built = routes.map(({ id }) => id).filter((id) => id !== ROOT);
    expect(built.sort(), "the build is of these sources: npm run build").toEqual((await readRouteFiles()).sort());
    const tried = (id: string) => ({
      loader: (plans[id]?.loader?.length ?? 0) > 0 || plans[id]?.namesNothing !== undefined,
      intents: Object.keys(plans[id]?.action ?? {}).sort(),
    });
    const wanted = async ({ id, hasAction, hasLoader }: Route) => {
      const intents = await readIntents(id);
      return { loader: hasLoader, intents: hasAction ? (intents.length > 0 ? intents : [NO_INTENT]) : [] };
    };
    for (const route of routes.filter(({ id }) => id !== ROOT))
      expect(tried(route.id), route.id).toEqual(await wanted(route));
    expect(Object.keys(plans).filter((id) => !routes.some((route) => route.id === id))).toEqual([]);
  });

  test("both shops have rows in every table, and each is known by words of its own", async () => {
    const matrix = open();
    const rows = { here: await rowsOf(matrix, matrix.here), there: matrix.untouched };
    const empty = Object.keys(rows.here).filter(
      (table) => rows.here[table]!.count === 0 || rows.there[table]!.count === 0,
    );
    expect(empty).toEqual([]);
    expect(matrix.fingerprints.there.size).toBeGreaterThan(500);
    expect(matrix.fingerprints.there).toContain("quillfeather");
  });
}

/** One shop's staff and buyers ask every route for what is another's; then both ask for what is their own. */
export function tryForeignIds(routes: readonly Route[], open: () => Matrix): void {
  const cases = casesOf(routes);
  const foreign = cases.filter(({ probe }) => probe.answered !== "own");

  test.each(foreign)("$title of another shop's", async (each) => {
    const matrix = open();
    const { here, there } = matrix;
    const before = withoutTraces(await rowsOf(matrix, here));
    const asked = askedOf(each, there, here);
    const answer = await askAs(matrix, here, asked, formOf(each.route));
    await expectUntouched(matrix);
    await expectNothingOfThere(matrix, answer, asked);
    expectAnswer(answer, each);
    expect(withoutTraces(await rowsOf(matrix, here))).toEqual(before);
  });

  const named = routes.filter(({ id, hasLoader }) => id !== ROOT && hasLoader);

  test.each(named)("$id shows nothing of another shop whose domain stands in the address", async ({ id, isPage }) => {
    const matrix = open();
    const { here, there } = matrix;
    const at = plans[id]!.at(here);
    const domain = new URLSearchParams({ shop: there.domain, host: hostOf(there.domain) }).toString();
    const asked = { path: `${at}${at.includes("?") ? "&" : "?"}${domain}` };
    for (const form of isPage ? (["data", "document"] as const) : (["resource"] as const)) {
      const answer = await askAs(matrix, here, asked, form);
      expect(answer.status).toBeLessThan(500);
      await expectNothingOfThere(matrix, answer, asked);
    }
    await expectUntouched(matrix);
  });

  // The controls: the same questions about one's own things do show and change something, or nothing above would be proven.
  const clicks = [...foreign, ...cases.filter(({ probe }) => probe.answered === "own")].filter(
    ({ isClick }) => isClick,
  );

  test.each(clicks)(
    "$title of one's own is done, and nothing to another shop whose domain stands in the address",
    async (each) => {
      const matrix = open();
      const { here, there, owner } = matrix;
      await each.probe.prepare?.(owner, here);
      const asked = askedOf(each, here, here);
      asked.path += `${asked.path.includes("?") ? "&" : "?"}shop=${there.domain}`;
      const before = withoutTraces(await rowsOf(matrix, here));
      const answer = await askAs(matrix, here, asked, formOf(each.route));
      expect(answer.status).toBe(each.probe.ownStatus ?? 200);
      await expectNothingOfThere(matrix, answer, asked);
      const after = withoutTraces(await rowsOf(matrix, here));
      if (each.probe.showsNothing === undefined) expect(after).not.toEqual(before);
      else expect(after).toEqual(before);
      await expectUntouched(matrix);
    },
  );
}

/** The control of what was read: asked by its own staff the same addresses show what is the other shop's. */
export function tryOwnReads(routes: readonly Route[], open: () => Matrix): void {
  const reads = casesOf(routes).filter(({ isClick }) => !isClick);

  test.each(reads)("$title of one's own is shown", async (each) => {
    const matrix = open();
    const { there, fingerprints } = matrix;
    const asked = askedOf(each, there, there);
    const answer = await askAs(matrix, there, asked, formOf(each.route));
    expect(answer.status).toBe(200);
    const shown = findFingerprints(fingerprints.there, answer.text, textOf(asked));
    expect(shown.length > 0 || (await isFileOf(matrix, there, answer))).toBe(true);
  });
}
