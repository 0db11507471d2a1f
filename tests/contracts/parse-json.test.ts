import { expect, test } from "vitest";
import { parseJson } from "#app/contracts/parse-json.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const value = (text: string) => {
  const parsed = parseJson(bytes(text));
  return parsed.ok ? parsed.value : parsed.reason;
};

test.each([
  ["an id beyond 2^53", '{"id": 820982911946154508}', { id: 820982911946154508n }],
  ["an id in a list", "[1,820982911946154509]", [1, 820982911946154509n]],
  ["an id that follows a line break", '{"id":\n  9007199254740993}', { id: 9007199254740993n }],
  ["the first integer that a double cannot hold", '{"id":9007199254740992}', { id: 9007199254740992n }],
  ["the last integer that a double holds for sure", '{"id":9007199254740991}', { id: 9007199254740991 }],
  ["a negative one", '{"id":-820982911946154508}', { id: -820982911946154508n }],
  [
    "digits inside a text",
    '{"number":"1234567890123456789", "note":": 1234567890123456789,"}',
    { number: "1234567890123456789", note: ": 1234567890123456789," },
  ],
  ["a long fraction", '{"rate":0.12345678901234567}', { rate: Number("0.12345678901234567") }],
  ["a large number with an exponent", '{"x":1234567890123456789e3}', { x: Number("1234567890123456789e3") }],
  [
    "a long price beside a long id",
    '{"price":89.99,"id":820982911946154508}',
    { price: 89.99, id: 820982911946154508n },
  ],
])("%s keeps every digit", (_what, text, expected) => {
  expect(value(text)).toEqual(expected);
});

test("bodies with and without large ids give the same for everything else", () => {
  const body = { a: [1, 2.5, "x", null, true], b: { c: "é\u2028" } };
  expect(value(JSON.stringify({ ...body, id: "?" }).replace('"?"', "820982911946154508"))).toEqual({
    ...body,
    id: 820982911946154508n,
  });
  expect(value(JSON.stringify({ ...body, id: 1 }))).toEqual({ ...body, id: 1 });
});

test.each([
  ["half an object", '{"id": 1', "The body is not JSON: it breaks at character 8."],
  ["a text of its own", "hello", /^The body is not JSON/],
  ["nothing", "", "The body is empty."],
  ["blanks", " \n ", "The body is empty."],
  ["a large id in half an object", '{"id": 820982911946154508', /^The body is not JSON/],
])("%s is refused with a sentence", (_what, text, reason) => {
  expect(value(text)).toMatch(reason);
});

test("the reason does not quote the body, which may hold personal data", () => {
  expect(value('{"email": ada@example.com}')).not.toContain("ada");
});

test("bytes that are not UTF-8 are refused with a sentence", () => {
  expect(parseJson(new Uint8Array([0x7b, 0xff, 0x7d]))).toEqual({ ok: false, reason: "The body is not valid UTF-8." });
});

test("a body nested a hundred thousand deep is read or refused, and nothing breaks", () => {
  for (const inside of ["", "820982911946154508"]) {
    const parsed = parseJson(bytes(`${"[".repeat(100_000)}${inside}${"]".repeat(100_000)}`));
    expect(typeof parsed.ok).toBe("boolean");
  }
});
