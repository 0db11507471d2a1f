/**
 * Preloaded (`node --import`) into each process of the demo: when the demo itself is killed and can stop nobody, the
 * channel to it closes, and the process ends by the same signal as in an orderly stop.
 */
const PATIENCE_MS = 10_000;

process.once("disconnect", () => {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(1), PATIENCE_MS).unref();
});
// The channel alone must not keep a process alive that has nothing left to do.
process.channel?.unref();
