import { expect, test } from "vitest";
import fc from "fast-check";
import { indentJson } from "#app/ui/indent-json.ts";

test("JSON is laid out as JSON.stringify does it, whatever its values", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(indentJson(text)).toBe(JSON.stringify(JSON.parse(text), null, 2));
    }),
  );
});

test("ids beyond 2^53, decimals and escapes stay as they were written", () => {
  expect(indentJson('{"id":9007199254740993,"price":1.50,"note":"a \\"b\\" {c}"}')).toBe(
    '{\n  "id": 9007199254740993,\n  "price": 1.50,\n  "note": "a \\"b\\" {c}"\n}',
  );
});

test("text that is no JSON loses nothing but its spaces", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(indentJson(text).replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
    }),
  );
});
