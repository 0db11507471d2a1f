/** Awaits that are no crash sites, and why: a whole file, or one function of it. */
export type LeftOut = { file: string; within?: string; reason: string };

const STARTING = "it starts the process: nothing has been taken in yet";
const STOPPING = "it ends the process in order: kill -9 is the opposite of that";
const TELLING = "it tells a monitor how the process is: it reads, and nothing waits for it";
const PAGES = "it serves pages, which only read; what a click does is in commands";

/**
 * Everything else on the way from a webhook, a click or a timer to "done" is a site. An entry that leaves nothing out is
 * itself an error, so the table cannot outlive the code it speaks of.
 */
export const leftOut: readonly LeftOut[] = [
  { file: "app/processes/start-web.ts", within: "startWeb", reason: STARTING },
  { file: "app/processes/start-web.ts", within: "startWeb > stop", reason: STOPPING },
  { file: "app/processes/start-worker.ts", within: "startWorker", reason: STARTING },
  { file: "app/processes/start-worker.ts", within: "startWorker > stop", reason: STOPPING },
  { file: "app/processes/start-worker.ts", within: "startSweeper > stop", reason: STOPPING },
  { file: "app/worker/bell.ts", within: "ensureQueues", reason: STARTING },
  { file: "app/db/connect-database.ts", within: "databaseOver > close", reason: STOPPING },
  { file: "app/db.server.ts", within: "closeDatabase", reason: STOPPING },
  { file: "app/processes/end-requests.ts", reason: STOPPING },
  { file: "app/processes/check-database.ts", reason: TELLING },
  { file: "app/processes/readiness.ts", reason: TELLING },
  { file: "app/processes/run-remix.ts", reason: PAGES },
  {
    file: "app/queries/wait-for-messages.ts",
    reason: "it waits to show a click's outcome: it reads, after the click's commit",
  },
  {
    file: "app/shopify/sessions/identify-staff.ts",
    reason: "it asks Shopify for a name at a page's sign-in: nothing is written before its answer is there",
  },
  {
    file: "app/shopify.server.ts",
    within: "afterAuth",
    reason: "it opens a shop at a page's sign-in by commands/open-shop.ts, whose own awaits are sites",
  },
  {
    file: "app/shopify/sessions/with-sealed-tokens.ts",
    within: "withSealedTokens > findSessionsByShop",
    reason: "the library's storage must have it, and nothing of ours calls it",
  },
];
