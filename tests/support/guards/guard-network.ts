import { isIP, Socket } from "node:net";
import type { Notes } from "./catch-console-errors.ts";

const loopbackNames = new Set(["localhost", "ip6-localhost"]);

/** Whether a connection to this host stays on the machine. An absent host means localhost to node:net. */
export function isLoopback(host: string | undefined): boolean {
  if (host === undefined || host === "") return true;
  const bare = host.replace(/^\[|\]$/g, "").toLowerCase();
  if (loopbackNames.has(bare)) return true;
  if (isIP(bare) === 4) return bare.startsWith("127.");
  return bare === "::1" || bare.startsWith("::ffff:127.");
}

/**
 * Refuses every connection that would leave the machine, whichever library asks for it: fetch, node:http and node:tls all
 * end in `Socket.prototype.connect`. The target is noted as well, because code under test may swallow the refusal and retry.
 */
export function guardNetwork(): Notes {
  const refused: string[] = [];
  const { connect } = Socket.prototype;
  function guardedConnect(this: Socket, ...args: unknown[]): Socket {
    const target = targetOf(args);
    if (target === undefined || isLoopback(target.host)) return Reflect.apply(connect, this, args) as Socket;
    const name = `${target.host}:${target.port}`;
    refused.push(name);
    const refusal = new Error(`A test may not connect to ${name}.`);
    process.nextTick(() => this.destroy(refusal));
    return this;
  }
  Socket.prototype.connect = guardedConnect;
  return { take: () => refused.splice(0), end: () => void (Socket.prototype.connect = connect) };
}

/** Reads the forms `connect` takes: (options), (port, host), (path), and the normalised array that node itself passes. */
function targetOf(args: unknown[]): { host: string | undefined; port: string } | undefined {
  const first: unknown = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (typeof first === "number")
    return { host: typeof args[1] === "string" ? args[1] : undefined, port: String(first) };
  if (typeof first !== "object" || first === null) return undefined;
  const { host, port, path } = first as { host?: string; port?: number | string; path?: string | null };
  return path || isAnsweredByMsw(first) ? undefined : { host, port: String(port) };
}

/** msw "connects" the sockets that it answers itself, with a lookup of its own by this name; nothing of that leaves the machine. */
function isAnsweredByMsw(options: { lookup?: unknown }): boolean {
  return typeof options.lookup === "function" && options.lookup.name === "mockLookup";
}
