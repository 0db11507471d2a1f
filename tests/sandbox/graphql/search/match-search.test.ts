import { expect, test } from "vitest";
import { matcherOf, type SearchFields } from "./match-search.ts";

type Row = {
  id: string;
  tags: string[];
  status: string;
  name: string;
  updatedAt: string;
  total: number;
  test: boolean;
};

const row: Row = {
  id: "9007199254740993",
  tags: ["VIP", "gift wrap"],
  status: "open",
  name: "#1001",
  updatedAt: "2026-03-05T10:00:00Z",
  total: 120,
  test: false,
};

const search: SearchFields<Row> = {
  defaults: ["name"],
  fields: {
    id: { kind: "id", valueOf: ({ id }) => id },
    tag: { kind: "word", valueOf: ({ tags }) => tags },
    status: { kind: "word", valueOf: ({ status }) => status },
    name: { kind: "text", valueOf: ({ name }) => [name, name.slice(1)] },
    updated_at: { kind: "moment", valueOf: ({ updatedAt }) => updatedAt },
    total: { kind: "number", valueOf: ({ total }) => total },
    test: { kind: "boolean", valueOf: (each) => each.test },
  },
};

test.each([
  ["", true],
  ["status:open", true],
  ["status:OPEN", true],
  ["status:closed", false],
  ["-status:closed", true],
  ["NOT status:open", false],
  ["status:open tag:vip", true],
  ["status:open tag:none", false],
  ["status:closed OR tag:vip", true],
  ["status:open AND (tag:none OR tag:'gift wrap')", true],
  ["tag:gift*", true],
  ["tag:gift", false],
  ['tag:"gift wrap"', true],
  ["updated_at:>=2026-03-05T10:00:00Z", true],
  ["updated_at:>2026-03-05T10:00:00Z", false],
  ["updated_at:>='2026-03-05T12:00:00+02:00'", true],
  ["updated_at:<2026-03-06", true],
  ["updated_at:2026-03-05", true],
  ["updated_at:<now", true],
  ["total:>100 total:<=120", true],
  ["total:>120", false],
  ["id:9007199254740993", true],
  ["id:9007199254740992", false],
  ["id:>9007199254740992", true],
  ["id:gid://shopify/Order/9007199254740993", true],
  ["test:false", true],
  ["1001", true],
  ["#1001", true],
  ["1002", false],
])("the search %s finds the row: %s", (query, isFound) => {
  expect(matcherOf(search, query, "2026-04-01T00:00:00Z")(row)).toBe(isFound);
});

test("a field nobody knows is said loudly instead of being passed over", () => {
  expect(() => matcherOf(search, "colour:red", "2026-04-01T00:00:00Z")).toThrow("does not support");
});

test("a query that cannot be read is refused", () => {
  expect(() => matcherOf(search, "(status:open", "2026-04-01T00:00:00Z")).toThrow("not closed");
});
