import type pg from "pg";
import { openPools, type DatabasePools } from "#app/db/connect-database.ts";
import { createLockQueue, lockOf, type LockQueue } from "./lock-queue.ts";
import type { Mischief } from "./mischief.ts";
import type { SimulatedProcess } from "./simulated-process.ts";
import { ANSWERS, type SimulatedTime } from "./simulated-time.ts";
import { watchTransaction } from "./watch-transaction.ts";

type Request = { text: string; lock: string | undefined; perform: () => Promise<unknown>; settle: Settle };
type Settle = { resolve: (value: unknown) => void; reject: (error: Error) => void };
type Client = pg.PoolClient & { processID: number; connection: { stream: { destroy(): void } } };

/** Connections of a process to the real database, each statement of which passes its port. */
export type DatabasePort = {
  pools: DatabasePools;
  /** Puts the port into a simulation. Its connections outlive one, and serve the next. */
  attach(process: SimulatedProcess, time: SimulatedTime): void;
  /** Cuts every connection the process has at work; whoever waits for an answer gets none, or an error. */
  cutAll(): void;
  /** Resolves when no connection is left of those that ended with their server. */
  forgetIdle(): Promise<void>;
};

const LOCK_HEARD_AFTER_MS = 0.05;

/** Plenty, for each role: no thread waits for a connection that another of its process holds while time stands still. */
const POOL_SIZE = 30;
const RAISE: Readonly<Record<string, string>> = {
  "serialization failure": "DO $$ BEGIN RAISE EXCEPTION 'could not serialize access' USING ERRCODE = '40001'; END $$",
  deadlock: "DO $$ BEGIN RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '40P01'; END $$",
};

/**
 * The app's own pools, with the port put between them and whoever uses them. Statements that are issued together leave
 * together, in their order, as over a real connection.
 */
export function openDatabasePort(url: string, endBackends: EndBackends): DatabasePort {
  const pools = openPools(url, POOL_SIZE, () => {});
  const context: Context = {
    at: undefined,
    atWork: new Set(),
    gone: new WeakSet(),
    endBackends,
    locks: createLockQueue(),
  };
  for (const pool of Object.values(pools)) {
    pool.options.max = POOL_SIZE;
    // Which connections are there, with the plans they know, must not depend on how long a day took.
    pool.options.idleTimeoutMillis = 0;
    instrumentPool(pool, context);
  }
  const cutAll = () => cut(context, [...context.atWork]);
  const letAllGo = () => {
    cutAll();
    for (const client of [...context.atWork]) letGo(context, client);
  };
  return {
    pools,
    attach(process, time) {
      letAllGo();
      context.locks.clear();
      context.at = { process, time };
      process.onCrash(letAllGo);
    },
    cutAll,
    forgetIdle: async () => {
      while (Object.values(pools).some((pool) => pool.idleCount > 0)) await new Promise(setImmediate);
    },
  };
}

class Gone extends Error {}

/** Takes a connection from a process that died. Nobody is left to hear of it. */
function letGo({ atWork, gone }: Context, client: Client): void {
  client.on("error", () => {});
  atWork.delete(client);
  gone.add(client);
  client.release(new Gone());
}

type Place = { process: SimulatedProcess; time: SimulatedTime };
/** `gone` are connections of a process that died: what a library still tries with them, on a timer of its own, comes to nothing. */
type Context = {
  at: Place | undefined;
  atWork: Set<Client>;
  gone: WeakSet<Client>;
  endBackends: EndBackends;
  locks: LockQueue;
};

/**
 * Ends the server's sides of connections and waits until they are gone. A server notices a cut when it likes, and holds
 * the locks until then: the same seed must not find them held one time and free the next.
 */
export type EndBackends = (processIds: readonly number[]) => Promise<void>;

function cut({ at, endBackends }: Context, clients: readonly Client[]): void {
  if (clients.length === 0) return;
  for (const client of clients) client.connection.stream.destroy();
  const processIds = clients.map((client) => client.processID);
  if (at) void at.time.io("ending backends", () => endBackends(processIds));
}

function placeOf({ at }: Context): Place {
  if (!at) throw new Error("The port is in no simulation.");
  return at;
}

function instrumentPool(pool: pg.Pool, context: Context): void {
  const connect = pool.connect.bind(pool) as () => Promise<Client>;
  // One after the other: which of two new connections is there first is the machine's affair, and no seed decides it.
  let opened: Promise<unknown> = Promise.resolve();
  const open = (): Promise<Client> => {
    const own = opened.then(openOne);
    opened = own.catch(() => {});
    return own;
  };
  const openOne = async (): Promise<Client> => {
    const { process, time } = placeOf(context);
    const isAlive = process.lifetime();
    const client = instrumentClient(await time.io("connect", connect), context);
    context.atWork.add(client);
    // Whoever asked for it died meanwhile, and gives nothing back: the pool would be short of it for the rest of the day.
    if (!isAlive()) letGo(context, client);
    return client;
  };
  const patched = pool as unknown as { connect: unknown; query: unknown };
  patched.connect = () => call(context, "connect", "", open);
  patched.query = async (...request: unknown[]) => {
    const client = await call(context, "connect", "", open);
    let hasFailed = false;
    const ignore = () => {};
    client.on("error", ignore);
    try {
      const result = await (client.query as (...each: unknown[]) => Promise<unknown>)(...request);
      client.release();
      return result;
    } catch (error) {
      hasFailed = true;
      client.release(error as Error);
      throw error;
    } finally {
      if (!hasFailed) client.off("error", ignore);
    }
  };
}

/** One call of a port that stands alone. */
function call<T>(context: Context, port: "connect", label: string, perform: () => Promise<T>): Promise<T> {
  const { process } = placeOf(context);
  const task = process.task();
  const isAlive = process.lifetime();
  // A connection costs next to nothing: it is an event of its own only where something may befall it.
  if (!process.expects(port)) return perform();
  task?.waits();
  return new Promise((resolve, reject) => {
    process.at(port, label, (mischief) => {
      if (mischief?.kind === "no connection") {
        task?.goesOn();
        reject(new Error("timeout exceeded when trying to connect"));
        return;
      }
      void perform().then(
        (value) => {
          if (mischief?.kind === "crash after") process.crash();
          if (!isAlive()) return;
          task?.goesOn();
          resolve(value);
        },
        (error: Error) => {
          if (!isAlive()) return;
          task?.goesOn();
          reject(error);
        },
      );
    });
  });
}

const instrumented = new WeakSet<Client>();

function instrumentClient(client: Client, context: Context): Client {
  if (instrumented.has(client)) return renewed(client, context);
  instrumented.add(client);
  const query = client.query.bind(client) as (...request: unknown[]) => Promise<unknown>;
  let gathered: Request[] | undefined;
  const transaction = watchTransaction();
  const patched = client as unknown as { query: unknown };
  patched.query = (...request: unknown[]) => {
    if (context.gone.has(client)) return new Promise(() => {});
    const { process } = placeOf(context);
    const task = process.task();
    const isAlive = process.lifetime();
    task?.waits();
    return new Promise((resolve, reject) => {
      const settle: Settle = {
        resolve: (value) => {
          if (!isAlive()) return;
          task?.goesOn();
          resolve(value);
        },
        reject: (error: Error) => {
          if (!isAlive()) return;
          task?.goesOn();
          reject(error);
        },
      };
      const text = textOf(request[0]);
      transaction.note(text);
      const made = { text, lock: lockOf(text, valuesOf(request)), perform: () => query(...request), settle };
      if (gathered) {
        gathered.push(made);
        return;
      }
      gathered = [made];
      process.at(transaction.portOf(text), text.slice(0, 60), (mischief) => {
        const requests = gathered ?? [];
        gathered = undefined;
        const lock = requests.find((each) => each.lock !== undefined)?.lock;
        context.locks.inTurn(lock, async () => {
          if (!context.gone.has(client)) await perform(requests, mischief, client, query, context);
        });
      });
    });
  };
  return renewed(client, context);
}

/** Each time a connection is handed out its `release` is a new one, which takes it off the list of those at work. */
function renewed(client: Client, { atWork, gone }: Context): Client {
  const release = client.release.bind(client);
  const patched = client as unknown as { release: unknown };
  patched.release = (error?: Error | boolean) => {
    if (gone.has(client) && !atWork.has(client) && !(error instanceof Gone)) return;
    atWork.delete(client);
    release(error);
  };
  return client;
}

function perform(
  requests: readonly Request[],
  mischief: Mischief | undefined,
  client: Client,
  query: (...request: unknown[]) => Promise<unknown>,
  context: Context,
): Promise<void> {
  const { process, time } = placeOf(context);
  if (mischief?.kind === "cut before") cut(context, [client]);
  const raise = mischief ? RAISE[mischief.kind] : undefined;
  const isHeldBack = mischief?.kind === "cut after" || mischief?.kind === "crash after";
  const outcomes = requests.map(({ text, perform: ask, settle }, index) =>
    time
      .io(text, () => (raise && index === requests.length - 1 ? query(raise) : ask()))
      .then(
        (value) => () => settle.resolve(value),
        (error: Error) => () => settle.reject(error),
      ),
  );
  const askedAtMs = time.nowMs();
  const tellAll = (tell: readonly (() => void)[]) => {
    for (const each of tell) each();
  };
  // Told together: in how many pieces the answers came over the real connection must make no difference.
  return time
    .io(ANSWERS, () => Promise.all(outcomes))
    .then((tell) => {
      if (!isHeldBack) {
        // Whoever has waited for a lock hears by an event of its own: it comes free with the answer to whoever held it,
        // and which of the two the machine hears first must make no difference.
        if (time.nowMs() > askedAtMs) time.after(LOCK_HEARD_AFTER_MS, () => tellAll(tell));
        else tellAll(tell);
        return;
      }
      if (mischief.kind === "crash after") {
        process.crash();
        return;
      }
      cut(context, [client]);
      for (const { settle } of requests) settle.reject(new Error("Connection terminated unexpectedly"));
    });
}

function textOf(request: unknown): string {
  const text = typeof request === "string" ? request : String((request as { text?: unknown }).text);
  return text.replace(/\s+/g, " ");
}

function valuesOf([first, second]: readonly unknown[]): unknown {
  return second ?? (first as { values?: unknown }).values;
}
