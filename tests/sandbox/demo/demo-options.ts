import { parseArgs } from "node:util";

export const usage = `npm run demo -- [--port <number>] [--reset]
  --port   where the stand-in admin listens (4100 unless given); the app's own address takes the next port
  --reset  forget the last run: a new store and an empty database
`;

export type Arguments = { port: number; isReset: boolean; isHelp: boolean };

/** @throws Error in one sentence that names the argument. */
export function readArguments(args: string[]): Arguments {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: "string", default: "4100" },
      reset: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_534) {
    throw new Error(`--port takes a number from 1 to 65534, not ${values.port}.`);
  }
  return { port, isReset: values.reset, isHelp: values.help };
}
