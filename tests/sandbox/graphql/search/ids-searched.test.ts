import { expect, test } from "vitest";
import { idsSearched } from "./ids-searched.ts";

test.each([
  ["id:1 OR id:2 OR id:1", ["1", "2"]],
  ["id:9007199254740993", ["9007199254740993"]],
  ["id:gid://shopify/Order/7", ["7"]],
])("the search %s asks for these ids alone", (text, ids) => {
  expect(idsSearched(text)).toEqual(ids);
});

test.each(["", "id:1 OR status:open", "id:1 status:open", "id:>1", "-id:1", "id:*", "1"])(
  "the search %s has to look at every item",
  (text) => {
    expect(idsSearched(text)).toBeUndefined();
  },
);
