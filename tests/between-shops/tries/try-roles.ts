import { expect, test } from "vitest";
import type { Answer } from "#tests/between-shops/matrix/ask.ts";
import type { Matrix } from "#tests/between-shops/matrix/open-matrix.ts";
import { askIn, roleCasesOf } from "#tests/between-shops/matrix/role-asking.ts";
import { expectations, STAFF_ROLES, type Expectation } from "#tests/between-shops/matrix/role-expectations.ts";
import type { Route } from "#tests/between-shops/matrix/route-table.ts";

/** Each role asks every route, and gets what the definitions of the trade give it. */
export function tryRoles(routes: readonly Route[], open: () => Matrix): void {
  const cases = roleCasesOf(routes);

  test("the definitions say something of every route, verb and act", () => {
    expect(cases.map(({ title }) => title).filter((title) => !(title in expectations))).toEqual([]);
    expect(Object.keys(expectations).filter((title) => !cases.some((each) => each.title === title))).toEqual([]);
    expect(cases.length).toBeGreaterThan(25);
  });

  const asked = STAFF_ROLES.flatMap((role) =>
    cases.map((each) => ({ ...each, role, expected: expectations[each.title]?.[role] ?? "open" })),
  );
  const firm = asked.filter(({ expected }) => expected === "refuses");
  const answering = asked.filter(({ expected }) => expected === "answers");

  test.each(firm)("$role is refused $title, with a sentence", async ({ role, ...each }) => {
    const answer = await askIn(open(), role, each);
    expectOutcome(answer, "refuses");
    expect(answer.text).toMatch(/As [A-Z]\w+ you may not [^"]+\./);
  });

  test.each(answering)("$role is answered $title", async ({ role, ...each }) => {
    expectOutcome(await askIn(open(), role, each), "answers");
  });

  test.each(cases)("the owner is answered $title", async (each) => {
    expectOutcome(await askIn(open(), "owner", each), "answers");
  });
}

/** A page that is not there is no refusal, and neither is a click that comes too late. */
function expectOutcome({ status, text }: Answer, expected: Expectation): void {
  if (expected === "refuses") expect(`${status} ${text.slice(0, 200)}`).toMatch(/^403 /);
  else expect([200, 202, 404, 422], text.slice(0, 200)).toContain(status);
}
