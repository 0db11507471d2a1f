import { Gauge, type Registry } from "prom-client";
import type { Sql } from "#app/db/sql.ts";

const LANES = ["person", "timer", "platform"] as const;
const OUTBOX_STATES = ["waiting", "sending", "suggested", "needs_person"] as const;

type InboxRow = { lane: number; count: number; oldest: Date };
type StateRow = { state: string; count: number };
type DueRow = { count: number; oldest: Date | null };

/**
 * What waits in the database, asked whenever the metrics are read. Every process of a database tells the same figures, so
 * take the largest, never the sum. All of it lies in partial indexes, whose size is that of the backlog and not of the
 * history; it is asked as the dispatcher, who sees no content.
 */
export function watchBacklog(registry: Registry, dispatcher: Sql, clock: () => Date): void {
  const secondsSince = (moment: Date | null) =>
    moment ? Math.max(0, (clock().getTime() - moment.getTime()) / 1000) : 0;
  watchInbox(registry, dispatcher, secondsSince);
  watchOutbox(registry, dispatcher, secondsSince);
  watchReads(registry, dispatcher, secondsSince);
  watchSilences(registry, dispatcher);
}

type SecondsSince = (moment: Date | null) => number;

/** Metrics are gathered side by side: those that come from one statement share it. */
function askedOnce<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let underWay: Promise<Answer> | undefined;
  return () => (underWay ??= ask().finally(() => (underWay = undefined)));
}

function watchInbox(registry: Registry, dispatcher: Sql, secondsSince: SecondsSince): void {
  const registers = [registry];
  const labelNames = ["lane"];
  const ask = askedOnce(() =>
    dispatcher.query<InboxRow>(
      `SELECT lane, count(*)::int AS count, min(received_at) AS oldest FROM inbox_messages WHERE state = 'waiting' GROUP BY lane`,
    ),
  );
  new Gauge({
    name: "switchyard_inbox_waiting",
    help: "Inbox messages that wait to be decided, by lane.",
    labelNames,
    registers,
    async collect() {
      const rows = await ask();
      for (const [at, lane] of LANES.entries()) this.set({ lane }, rows.find((row) => row.lane === at)?.count ?? 0);
    },
  });
  new Gauge({
    name: "switchyard_inbox_oldest_seconds",
    help: "Age of the oldest inbox message that waits to be decided, by lane.",
    labelNames,
    registers,
    async collect() {
      const rows = await ask();
      for (const [at, lane] of LANES.entries()) {
        this.set({ lane }, secondsSince(rows.find((row) => row.lane === at)?.oldest ?? null));
      }
    },
  });
  new Gauge({
    name: "switchyard_inbox_parked",
    help: "Inbox messages that are parked and wait for a person.",
    registers,
    async collect() {
      const [row] = await dispatcher.query<{ count: number }>(
        "SELECT count(*)::int AS count FROM inbox_messages WHERE state = 'parked'",
      );
      this.set(row!.count);
    },
  });
}

function watchOutbox(registry: Registry, dispatcher: Sql, secondsSince: SecondsSince): void {
  const registers = [registry];
  new Gauge({
    name: "switchyard_outbox_messages",
    help: "Outbox messages that are not settled, by state.",
    labelNames: ["state"],
    registers,
    async collect() {
      // Two conditions, each as its partial index has it.
      const rows = await dispatcher.query<StateRow>(
        `SELECT state, count(*)::int AS count FROM outbox_messages WHERE state IN ('waiting', 'sending') GROUP BY state
         UNION ALL
         SELECT state, count(*)::int AS count FROM outbox_messages WHERE state IN ('suggested', 'needs_person') GROUP BY state`,
      );
      for (const state of OUTBOX_STATES) this.set({ state }, rows.find((row) => row.state === state)?.count ?? 0);
    },
  });
  new Gauge({
    name: "switchyard_outbox_overdue_seconds",
    help: "How long the outbox message that has been due longest is due already.",
    registers,
    async collect() {
      const [row] = await dispatcher.query<{ oldest: Date | null }>(
        "SELECT min(due_at) AS oldest FROM outbox_messages WHERE state IN ('waiting', 'sending')",
      );
      this.set(secondsSince(row!.oldest));
    },
  });
}

function watchReads(registry: Registry, dispatcher: Sql, secondsSince: SecondsSince): void {
  const registers = [registry];
  const ask = askedOnce(async () => {
    const [row] = await dispatcher.query<DueRow>(
      "SELECT count(*)::int AS count, min(due_at) AS oldest FROM wanted_reads",
    );
    return row!;
  });
  new Gauge({
    name: "switchyard_reads_wanted",
    help: "Objects that are to be read from the Admin API.",
    registers,
    async collect() {
      this.set((await ask()).count);
    },
  });
  new Gauge({
    name: "switchyard_reads_overdue_seconds",
    help: "How long the read that has been due longest is due already.",
    registers,
    async collect() {
      this.set(secondsSince((await ask()).oldest));
    },
  });
}

function watchSilences(registry: Registry, dispatcher: Sql): void {
  new Gauge({
    name: "switchyard_shops_silent",
    help: "Shops whose calls pause because Shopify has not answered for them again and again.",
    registers: [registry],
    async collect() {
      const [row] = await dispatcher.query<{ count: number }>("SELECT count(*)::int AS count FROM silences");
      this.set(row!.count);
    },
  });
}
