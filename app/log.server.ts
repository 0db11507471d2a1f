import { pino, type Logger } from "pino";
import { env } from "./env.server.ts";

declare global {
  var switchyardLog: Logger | undefined;
}

/**
 * The log of this process: one JSON object a line on standard output. Never hand it a body, an address, a name or a
 * token: shops, order ids, topics and sentences of ours are what it is for.
 */
export const log: Logger = (globalThis.switchyardLog ??= pino({
  level: env().LOG_LEVEL,
  base: null,
  redact: {
    paths: ["body", "token", "accessToken", "email", "phone", "*.email", "*.phone", "*.accessToken"],
    remove: true,
  },
}));
