import { expect, test } from "vitest";
import { fetchReads } from "#app/pipeline/fetch-reads.ts";
import { createAdminClient, type AdminClient } from "#app/shopify/admin-client.ts";
import { createThrottle, withThrottle } from "#app/shopify/with-throttle.ts";
import { importCatalog } from "#app/worker/import-catalog.ts";
import { importHistory } from "#app/worker/import-history.ts";
import { reconcileShop } from "#app/worker/reconcile-shop.ts";
import { findForgotten, renderDocument } from "#app/worker/render-document.ts";

import { expectUntouched, rowsOf } from "#tests/between-shops/matrix/judge.ts";
import type { Matrix } from "#tests/between-shops/matrix/open-matrix.ts";
import { fetchFrom } from "#tests/scenarios/stage/fetch-from.ts";
import { tokenOf } from "#tests/scenarios/stage/install-app.ts";

const clock = () => new Date();
const wait = (ms: number) => new Promise<void>((done) => setTimeout(done, Math.min(ms, 50)));

type Job = [title: string, table: string, run: (matrix: Matrix, admin: AdminClient) => Promise<unknown>];

/** Each leaves something in this table of the asker's shop, or it would have proven nothing. */
const jobs: Job[] = [
  [
    "reading orders of which all but one are the other shop's",
    "inbox_messages",
    async ({ database, owner, here, there }, admin) => {
      await owner.query(
        `INSERT INTO wanted_reads (shop, subject, object_id, wanted_at, due_at)
         SELECT $1, 'order', id::text, $3::timestamptz, $3::timestamptz FROM orders WHERE shop = $2 OR id = $4 ON CONFLICT DO NOTHING`,
        [here.shop, there.shop, clock(), here.quietOrderId],
      );
      await fetchReads(database, admin, { id: here.shop, domain: here.domain }, clock);
    },
  ],
  [
    "a comparison with Shopify",
    "reconciliations",
    ({ database, here }, admin) => reconcileShop({ database, admin, clock, wait }, here.shop),
  ],
  [
    "an import of the last 60 days",
    "history_imports",
    async ({ database, owner, here }, admin) => {
      await owner.query("UPDATE history_imports SET state = 'starting', operation_id = NULL WHERE shop = $1", [
        here.shop,
      ]);
      const fetchPort = () => Promise.reject(new TypeError("nothing is fetched"));
      await importHistory(
        { database, admin, clock, fetchPort, ring: async () => {}, isStopping: () => true, wait },
        here.shop,
      );
    },
  ],
  [
    "reading the catalogue",
    "shops",
    async ({ database, owner, here }, admin) => {
      await owner.query("UPDATE shops SET catalog_read_at = NULL WHERE id = $1", [here.shop]);
      await importCatalog(database, admin, { id: here.shop, domain: here.domain }, clock);
    },
  ],
];

/** What the worker does for one shop neither reads nor changes another's, whichever ids it is given. */
export function tryJobs(open: () => Matrix): void {
  test("rendering a document by another shop's id makes no file of it", async () => {
    const matrix = open();
    const { database, here, there } = matrix;
    const before = await rowsOf(matrix, here);
    await renderDocument(database, here.shop, there.documentId, clock());
    expect(await rowsOf(matrix, here)).toEqual(before);
    await expectUntouched(matrix);
  });

  test("rendering one's own makes the file, and only files of one's own are found forgotten", async () => {
    const matrix = open();
    const { database, here, owner } = matrix;
    await owner.query("DELETE FROM document_files WHERE shop = $1 AND document_id = $2", [here.shop, here.documentId]);
    await owner.query("DELETE FROM wanted_reads WHERE shop = $1", [here.shop]);
    const later = new Date(Date.now() + 3_600_000);
    expect(await findForgotten(database, here.shop, later)).toEqual([here.documentId]);
    await renderDocument(database, here.shop, here.documentId, clock());
    expect(await findForgotten(database, here.shop, later)).toEqual([]);
    await expectUntouched(matrix);
  });

  test.each(jobs)("%s is done for the one shop alone", async (_title, table, run) => {
    const matrix = open();
    const { here, there, world } = matrix;
    const before = await rowsOf(matrix, here);
    const callsBefore = world.log.length;
    await run(matrix, adminOf(matrix));
    expect((await rowsOf(matrix, here))[table]).not.toEqual(before[table]);
    await expectUntouched(matrix);
    const asked = world.log.slice(callsBefore).map(({ shopDomain }) => shopDomain);
    expect(asked).toContain(here.domain);
    expect(asked).not.toContain(there.domain);
  });
}

function adminOf({ world }: Matrix): AdminClient {
  const throttle = createThrottle(clock, wait);
  const tokens = { get: async (domain: string) => tokenOf(world, domain), drop: () => {} };
  return withThrottle(
    createAdminClient(
      fetchFrom(world, async () => {}),
      tokens,
      throttle.report,
    ),
    throttle,
  );
}
