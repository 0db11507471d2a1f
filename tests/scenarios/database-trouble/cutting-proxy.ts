import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { createRandom, nextChance, type SeededRandom } from "#tests/sandbox/state/random.ts";
import { commandOf, createWireReader, isIdle, queryOf, type WireMessage } from "./wire-messages.ts";

/**
 * Where a connection breaks: before the server has heard of the COMMIT (nothing is written), or after it has committed
 * and before the client hears of it. The client cannot tell one from the other.
 */
export type Cut = "not committed" | "committed";

export type CuttingProxy = {
  port: number;
  /** Share of the commits, 0 to 1, whose connection breaks; half of them before, half after. Change it at any time. */
  share: number;
  /** How often a connection was broken, for the app's transactions and for the inbox's statements. */
  counts: Record<`${Cut}, ${Kind}`, number>;
  close(): Promise<void>;
};

/** The inbox's group commit is one statement without BEGIN: it commits when the statement has ended. */
type Kind = "transaction" | "group commit";

/**
 * A way to PostgreSQL that understands what passes through it and breaks connections in the middle of a commit. Both
 * directions pass message by message, so that a cut is exactly between two of them.
 */
export async function openCuttingProxy(serverPort: number, seed: number): Promise<CuttingProxy> {
  const random = createRandom(seed);
  const sockets = new Set<Socket>();
  const nothing = { "not committed, transaction": 0, "committed, transaction": 0 };
  const state: Pick<CuttingProxy, "share" | "counts"> = {
    share: 0,
    counts: { ...nothing, "not committed, group commit": 0, "committed, group commit": 0 },
  };
  const server = createServer((client) => {
    const upstream = connect(serverPort, "127.0.0.1");
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("close", () => sockets.delete(socket));
    }
    join(client, upstream, random, state);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return Object.assign(state, {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  });
}

function join(client: Socket, upstream: Socket, random: SeededRandom, state: Pick<CuttingProxy, "share" | "counts">) {
  let kind: Kind = "transaction";
  /** Drawn for the commit that is under way; what the server answers from then on is held back. */
  let fate: Cut | undefined;
  let isHeldBack = false;
  const end = () => {
    client.destroy();
    upstream.destroy();
  };
  const cut = (which: Cut) => {
    state.counts[`${which}, ${kind}`] += 1;
    end();
  };
  const readClient = createWireReader({ beginsWithoutType: true });
  const readServer = createWireReader({ beginsWithoutType: false });

  const fromClient = (message: WireMessage): void => {
    if (message.type === "" && message.bytes.includes("switchyard_ingest")) kind = "group commit";
    if (beginsCommit(message, kind) && nextChance(random, state.share)) {
      fate = nextChance(random, 0.5) ? "committed" : "not committed";
      if (fate === "not committed") return cut(fate);
    }
    upstream.write(message.bytes);
  };
  const fromServer = (message: WireMessage): void => {
    const command = commandOf(message);
    if (fate === "committed" && command !== undefined && /^(COMMIT|INSERT)/.test(command)) isHeldBack = true;
    if (isHeldBack && isIdle(message)) return cut("committed");
    if (!isHeldBack) client.write(message.bytes);
    // The statement did something else than was hoped for, such as a look at the map of domains.
    if (isIdle(message) && !isHeldBack) fate = undefined;
  };

  client.on("data", (chunk) => {
    for (const message of readClient(chunk)) if (!client.destroyed) fromClient(message);
  });
  upstream.on("data", (chunk) => {
    for (const message of readServer(chunk)) if (!upstream.destroyed) fromServer(message);
  });
  for (const socket of [client, upstream]) {
    socket.on("error", end);
    socket.on("close", end);
  }
}

function beginsCommit(message: WireMessage, kind: Kind): boolean {
  // Execute: what was prepared and bound is carried out.
  if (kind === "group commit") return message.type === "E";
  return /^\s*COMMIT\s*;?\s*$/i.test(queryOf(message) ?? "");
}
