import { expect, test } from "vitest";
import { parsePeopleClick } from "#app/routes/app.people/parse-people-click.ts";
import { logAddress } from "#app/routes/app.log/log-address.ts";

function parse(fields: Record<string, string>, currency = "EUR") {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return parsePeopleClick(data, currency);
}

test("a click names the person and what they become", () => {
  const role = { intent: "set_role", subject: "8", role: "support" };
  expect(parse(role).data).toEqual(role);
  expect(parse({ intent: "set_locations", subject: "8", locationIds: "11,12" }).data).toMatchObject({
    locationIds: ["11", "12"],
  });
  expect(parse({ intent: "set_locations", subject: "8", locationIds: "" }).data).toMatchObject({ locationIds: [] });
});

test.each([
  ["49.90", "EUR", 4990],
  ["49,90", "EUR", 4990],
  [" 100 ", "EUR", 10000],
  ["100", "JPY", 100],
  ["0", "EUR", 0],
  ["", "EUR", null],
])("the amount %j in %s is %s in minor units", (refund, currency, minor) => {
  const read = parse({ intent: "set_limits", subject: "8", refund, cancel: "" }, currency);
  expect(read.data).toMatchObject({ refund: minor, cancel: null });
});

test.each(["-1", "abc", "1.2.3", "1e9", "99999999999999999999"])("%j is no amount, and its field says so", (refund) => {
  const { error } = parse({ intent: "set_limits", subject: "8", refund, cancel: "" });
  expect(error?.issues.map(({ path, message }) => [path[0], message])).toEqual([
    ["refund", "Write an amount, such as 100 or 49.90, or leave it empty."],
  ]);
});

test.each([
  { intent: "set_role", subject: "8", role: "god" },
  { intent: "set_role", subject: "x", role: "owner" },
  { intent: "set_locations", subject: "8", locationIds: "1;DROP" },
  { intent: "sell_shop" },
  {},
])("a click that says %j is none", (fields) => {
  expect(parse(fields as Record<string, string>).success).toBe(false);
});

test("a view of the log has an address of its own", () => {
  expect(logAddress({ person: null, kind: null })).toBe("/app/log");
  expect(logAddress({ person: "7", kind: "save_settings" }, "90")).toBe(
    "/app/log?person=7&kind=save_settings&before=90",
  );
});
