import { expect } from "vitest";
import { ask, textOf, type Answer, type Ask, type Form } from "./ask.ts";
import { findFingerprints } from "./fingerprints.ts";
import { hashRows, type ShopRows } from "./hash-rows.ts";
import { plans } from "./plans.ts";
import type { Matrix } from "./open-matrix.ts";
import type { Route } from "./route-table.ts";
import type { ShopIds } from "./shop-ids.ts";

/** How a route is asked: a page for its data, as when one goes from page to page. */
export function formOf({ id, isPage }: Pick<Route, "id" | "isPage">): Form {
  return plans[id]?.form ?? (isPage ? "data" : "resource");
}

export function askAs(
  matrix: Matrix,
  who: Pick<ShopIds, "domain" | "staffId">,
  asked: Ask,
  form: Form,
): Promise<Answer> {
  return ask({ port: matrix.port, domain: who.domain, staffId: who.staffId }, asked, form);
}

/** Hashes of a shop's rows as they are now. */
export function rowsOf({ owner }: Matrix, { shop, domain }: ShopIds): Promise<ShopRows> {
  return hashRows(owner, shop, domain);
}

/** All but what a request may leave behind at the asker's own shop: what somebody looked for, and a token that was sealed. */
export function withoutTraces({ action_log: _looks, session: _sealed, ...rows }: ShopRows): ShopRows {
  return rows;
}

/**
 * The other shop's rows are, byte for byte, what they were before anybody asked anything. What was touched is told once: the
 * next question is judged by the rows as they are then.
 */
export async function expectUntouched(matrix: Matrix): Promise<void> {
  const before = matrix.untouched;
  matrix.untouched = await rowsOf(matrix, matrix.there);
  expect(matrix.untouched).toEqual(before);
}

/** An answer shows nothing of the other shop but what the question said itself. */
export async function expectNothingOfThere(matrix: Matrix, answer: Answer, asked: Ask): Promise<void> {
  expect(findFingerprints(matrix.fingerprints.there, answer.text, textOf(asked))).toEqual([]);
  expect(await isFileOf(matrix, matrix.there, answer)).toBe(false);
}

/** Whether the answer is, byte for byte, the file of a document of this shop. */
export async function isFileOf({ owner }: Matrix, { shop }: ShopIds, { bytes }: Answer): Promise<boolean> {
  const { rows } = await owner.query("SELECT 1 FROM document_files WHERE shop = $1 AND bytes = $2", [shop, bytes]);
  return rows.length > 0;
}
