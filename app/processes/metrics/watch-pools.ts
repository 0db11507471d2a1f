import { Gauge, type Registry } from "prom-client";

/** What is told of a pool of connections: those open, those unused, and who waits for one. */
export type CountedPool = { totalCount: number; idleCount: number; waitingCount: number };

/** The connections of this process to the database, by pool. Waiting above zero for long means DATABASE_POOL is too small. */
export function watchPools(registry: Registry, pools: Readonly<Record<string, CountedPool>>): void {
  new Gauge({
    name: "switchyard_database_connections",
    help: "Connections of this process by pool: open, idle, and requests that wait for one.",
    labelNames: ["pool", "state"],
    registers: [registry],
    collect() {
      for (const [pool, { totalCount, idleCount, waitingCount }] of Object.entries(pools)) {
        this.set({ pool, state: "open" }, totalCount);
        this.set({ pool, state: "idle" }, idleCount);
        this.set({ pool, state: "waiting" }, waitingCount);
      }
    },
  });
}
