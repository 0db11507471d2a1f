import { log } from "#app/log.server.ts";

/**
 * Ends the process in order when it is asked to, once. A second signal ends it at once, and so does an order that takes
 * too long: nothing is lost by that, for what was not committed is done again.
 */
export function stopOnSignal(stop: () => Promise<void>, withinMs: number): void {
  let isStopping = false;
  const begin = () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    setTimeout(() => {
      log.error({ seconds: withinMs / 1000 }, "the process did not end in time and is cut off");
      process.exit(1);
    }, withinMs);
    stop().then(
      () => process.exit(0),
      (error: Error) => {
        log.error({ reason: error.message }, "the process did not stop cleanly");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", begin);
  process.on("SIGINT", begin);
}
