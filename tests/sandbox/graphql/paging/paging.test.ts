import { expect, test } from "vitest";
import { encodeCursor, pageOf, type Position } from "./paging.ts";

type Row = { id: string; updatedAt: string };

const rows: Row[] = [
  { id: "9007199254740993", updatedAt: "2026-01-01T00:00:00Z" },
  { id: "9007199254740994", updatedAt: "2026-01-01T00:00:00Z" },
  { id: "10", updatedAt: "2026-01-02T00:00:00Z" },
  { id: "9007199254740995", updatedAt: "2026-01-03T00:00:00Z" },
];
const positionOf = ({ id, updatedAt }: Row): Position => ({ value: updatedAt, id });
const idsOf = (items: readonly Row[]): string[] => items.map(({ id }) => id);

test("pages follow each other without a gap or a repetition", () => {
  const first = pageOf(rows, { first: 2 }, positionOf);
  const last = first.items.at(-1);
  const second = pageOf(rows, { first: 2, after: last && encodeCursor(positionOf(last)) }, positionOf);
  expect([...idsOf(first.items), ...idsOf(second.items)]).toEqual(idsOf(rows));
  expect([first.hasNextPage, first.hasPreviousPage]).toEqual([true, false]);
  expect([second.hasNextPage, second.hasPreviousPage]).toEqual([false, true]);
});

test("ids beyond 2^53 that a number cannot tell apart are told apart by the cursor", () => {
  const [one] = rows;
  const after = one && encodeCursor(positionOf(one));
  expect(idsOf(pageOf(rows, { first: 1, after }, positionOf).items)).toEqual(["9007199254740994"]);
});

test("a row that vanished meanwhile does not disturb the next page", () => {
  const [, second] = rows;
  const after = second && encodeCursor(positionOf(second));
  const without = rows.filter((row) => row !== second);
  expect(idsOf(pageOf(without, { first: 1, after }, positionOf).items)).toEqual(["10"]);
});

test("a row that changes between pages moves to the end instead of being missed", () => {
  const [first] = rows;
  const after = first && encodeCursor(positionOf(first));
  const touched = [...rows.slice(2), { id: "9007199254740994", updatedAt: "2026-01-09T00:00:00Z" }];
  expect(idsOf(pageOf([rows[0] as Row, ...touched], { first: 9, after }, positionOf).items)).toContain(
    "9007199254740994",
  );
});

test("the last rows can be asked for, and the list turned round", () => {
  expect(idsOf(pageOf(rows, { last: 1 }, positionOf).items)).toEqual(["9007199254740995"]);
  const reversed = pageOf(rows, { first: 1, reverse: true }, positionOf);
  expect(idsOf(reversed.items)).toEqual(["9007199254740995"]);
  const [newest] = reversed.items;
  const next = pageOf(rows, { first: 1, reverse: true, after: newest && encodeCursor(positionOf(newest)) }, positionOf);
  expect(idsOf(next.items)).toEqual(["10"]);
});

test("a page without a size, or with an unreadable cursor, is refused", () => {
  expect(() => pageOf(rows, {}, positionOf)).toThrow("you must provide one of first or last");
  expect(() => pageOf(rows, { first: 1, after: "rubbish" }, positionOf)).toThrow("Invalid cursor");
});
