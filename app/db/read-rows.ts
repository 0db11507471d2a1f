import type { ReadSubject } from "#app/domain/orders/change.ts";
import { insertRows } from "./insert-rows.ts";
import type { Sql } from "./sql.ts";

export type WantedRead = { subject: ReadSubject; objectId: string; round: number; attempts: number; wantedAt: Date };

/** An object to be read. `wantedAt`: when its cause reached us, the moment of the wish unless stated. */
export type ReadWish = { subject: ReadSubject; id: string; dueAt: Date; wantedAt?: Date };

/**
 * Wants objects read. One that is wanted already keeps its time, and its round rises: a read that is under way may have
 * been answered before this wish's cause happened.
 */
export async function wantReads(sql: Sql, shop: string, now: Date, reads: readonly ReadWish[]) {
  const byKey = new Map<string, Required<ReadWish>>();
  for (const { wantedAt = now, ...read } of reads) {
    const key = `${read.subject} ${read.id}`;
    const same = byKey.get(key) ?? { ...read, wantedAt };
    byKey.set(key, { ...read, dueAt: earlier(read.dueAt, same.dueAt), wantedAt: later(wantedAt, same.wantedAt) });
  }
  await insertRows(
    sql,
    "wanted_reads",
    ["shop", "subject", "object_id", "wanted_at", "due_at"].map((name) => ({ name })),
    [...byKey.values()].map((read) => [shop, read.subject, read.id, read.wantedAt, read.dueAt]),
    `ON CONFLICT (shop, subject, object_id) DO UPDATE SET round = wanted_reads.round + 1,
       due_at = least(wanted_reads.due_at, excluded.due_at), wanted_at = greatest(wanted_reads.wanted_at, excluded.wanted_at)`,
  );
}

/** Gives up whatever is wanted of a shop that has left: nobody answers for it any more. */
export async function giveUpReads(sql: Sql, shop: string) {
  await sql.query(
    `DELETE FROM wanted_reads WHERE shop = $1
       AND EXISTS (SELECT 1 FROM shops WHERE id = $1 AND status = 'uninstalled')`,
    [shop],
  );
}

function earlier(left: Date, right: Date): Date {
  return left < right ? left : right;
}

function later(left: Date, right: Date): Date {
  return left > right ? left : right;
}

/** Reads that are due, of each subject at most so many, longest wanted first. */
export function dueReads(
  sql: Sql,
  shop: string,
  now: Date,
  mostBySubject: Readonly<Partial<Record<ReadSubject, number>>>,
): Promise<WantedRead[]> {
  return sql.query<WantedRead>(
    `SELECT r.subject, r.object_id AS "objectId", r.round, r.attempts, r.wanted_at AS "wantedAt"
     FROM unnest($3::text[], $4::int[]) AS asked (subject, most) CROSS JOIN LATERAL (
       SELECT * FROM wanted_reads w WHERE w.shop = $1 AND w.subject = asked.subject AND w.due_at <= $2
       ORDER BY w.due_at LIMIT asked.most) AS r`,
    [shop, now, Object.keys(mostBySubject), Object.values(mostBySubject)],
  );
}

/**
 * Forgets wishes that were fulfilled, unless they were wanted again meanwhile: their round rose, or they were dropped and
 * begun anew at a later time.
 */
export async function forgetReads(sql: Sql, shop: string, reads: readonly WantedRead[]) {
  if (reads.length === 0) return;
  await sql.query(
    `DELETE FROM wanted_reads AS w
     USING unnest($2::text[], $3::text[], $4::int[], $5::timestamptz[]) AS done (subject, object_id, round, wanted_at)
     WHERE w.shop = $1 AND w.subject = done.subject AND w.object_id = done.object_id
       AND w.round = done.round AND w.wanted_at = done.wanted_at`,
    [
      shop,
      reads.map((r) => r.subject),
      reads.map((r) => r.objectId),
      reads.map((r) => r.round),
      reads.map((r) => r.wantedAt),
    ],
  );
}

/** Drops wishes that another read has answered: one that began after the cause of the wish had reached us. */
export async function dropReads(sql: Sql, shop: string, subject: ReadSubject, readAtById: ReadonlyMap<string, Date>) {
  if (readAtById.size === 0) return;
  await sql.query(
    `DELETE FROM wanted_reads AS w USING unnest($3::text[], $4::timestamptz[]) AS seen (object_id, read_at)
     WHERE w.shop = $1 AND w.subject = $2 AND w.object_id = seen.object_id AND w.wanted_at < seen.read_at`,
    [shop, subject, [...readAtById.keys()], [...readAtById.values()]],
  );
}

/** Until when reads are put off, and why. `isFailure`: whether the reads themselves may be what failed. */
export type PutOff = { dueAt: Date; reason: string; isFailure: boolean };

/** Puts reads off, with the reason for the person who looks. */
export async function putOffReads(sql: Sql, shop: string, reads: readonly WantedRead[], putOff: PutOff) {
  if (reads.length === 0) return;
  await sql.query(
    `UPDATE wanted_reads AS w SET attempts = w.attempts + $6::int, due_at = $2, reason = $3
     FROM unnest($4::text[], $5::text[]) AS late (subject, object_id)
     WHERE w.shop = $1 AND w.subject = late.subject AND w.object_id = late.object_id`,
    [
      shop,
      putOff.dueAt,
      putOff.reason,
      reads.map((r) => r.subject),
      reads.map((r) => r.objectId),
      putOff.isFailure ? 1 : 0,
    ],
  );
}
