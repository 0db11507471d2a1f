import { expect, test } from "vitest";
import { parseBulkClick } from "#app/routes/app.orders._index/parse-bulk-click.ts";
import { parseOrderClick } from "#app/routes/app.orders.$orderId/parse-order-click.ts";
import { parseParkedClick } from "#app/routes/app.parked/parse-parked-click.ts";

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

test("a click on an order names what it is about", () => {
  expect(parseOrderClick(form({ intent: "pass_problem", subject: "risk_high" })).data).toEqual({
    intent: "pass_problem",
    subject: "risk_high",
  });
  expect(parseOrderClick(form({ intent: "decide_again" })).data).toEqual({ intent: "decide_again" });
  const refused = parseOrderClick(form({ intent: "approve", subject: "x" }));
  expect(refused.error?.issues[0]).toMatchObject({ path: ["subject"], message: "is the id of an effect" });
  expect(parseOrderClick(form({ intent: "delete" })).error?.issues[0]?.path).toEqual(["intent"]);
});

test("a click about many orders names each of them, and at most a hundred", () => {
  expect(parseBulkClick(form({ intent: "decide_again", subject: "1,9007199254740993" })).data?.subject).toEqual([
    "1",
    "9007199254740993",
  ]);
  expect(parseBulkClick(form({ intent: "decide_again", subject: "1,two" })).error?.issues[0]).toMatchObject({
    path: ["subject", 1],
  });
  expect(parseBulkClick(form({ intent: "decide_again", subject: "" })).success).toBe(false);
  const many = Array.from({ length: 101 }, (_, index) => String(index)).join(",");
  expect(parseBulkClick(form({ intent: "decide_again", subject: many })).success).toBe(false);
});

test("a click on parked messages means one by its id or all that share a reason", () => {
  expect(parseParkedClick(form({ intent: "replay", subject: "5" })).data?.choice).toEqual({ id: "5" });
  expect(parseParkedClick(form({ intent: "discard", subject: "No id.", isReason: "yes" })).data?.choice).toEqual({
    reason: "No id.",
  });
  expect(parseParkedClick(form({ intent: "discard", subject: "No id." })).error?.issues[0]?.path).toEqual(["subject"]);
});
