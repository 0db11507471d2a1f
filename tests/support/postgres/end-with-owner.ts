import { spawn } from "node:child_process";

/**
 * Sees to it that the server ends when this process does, even when it is killed outright and can do nothing any more: a
 * shell waits at the other end of a pipe, which the kernel closes with us, and then asks the server to shut down.
 *
 * @returns calls the watch off; to be called once the server is gone, before its process id can be used again.
 */
export function endWithOwner(server: number): () => void {
  const watch = spawn("/bin/sh", ["-c", 'cat > /dev/null; kill -INT "$1"', "watch", String(server)], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  // Neither the watch nor its pipe is a reason to stay alive, and a watch that was killed is no error.
  watch.unref();
  watch.on("error", () => undefined);
  watch.stdin.on("error", () => undefined);
  (watch.stdin as unknown as { unref(): void }).unref();
  return () => {
    // The whole group: `cat` would otherwise outlive its shell for a moment.
    if (watch.pid !== undefined && watch.exitCode === null) process.kill(-watch.pid, "SIGKILL");
  };
}
