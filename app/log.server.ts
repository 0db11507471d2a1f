import { pino, type Logger } from "pino";
import { env } from "./env.server.ts";

declare global {
  var switchyardLog: Logger | undefined;
}

const NEVER_LOGGED = [
  "accessToken",
  "address1",
  "address2",
  "authorization",
  "body",
  "customer",
  "email",
  "firstName",
  "lastName",
  "note",
  "phone",
  "refreshToken",
  "secret",
  "shippingAddress",
  "token",
];

/**
 * The log of this process: one JSON object a line on standard output. Never hand it a body, an address, a name or a
 * token: shops, order ids, topics and sentences of ours are what it is for.
 */
export const log: Logger = (globalThis.switchyardLog ??= pino({
  level: env().LOG_LEVEL,
  base: null,
  // A second net under that rule: what would be personal or secret goes, at the top of a line and one level below.
  redact: { paths: NEVER_LOGGED.flatMap((name) => [name, `*.${name}`]), remove: true },
}));
