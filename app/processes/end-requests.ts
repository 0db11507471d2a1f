import type { Server } from "node:http";

// A connection that is kept alive is idle between two requests: it is looked for this often.
const LOOK_EVERY_MS = 25;

/**
 * Takes no more connections, lets the requests under way be answered, and resolves when all connections are closed. What
 * is not answered within the time is cut off.
 */
export async function endRequests(server: Server, withinMs: number): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()));
  const looking = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS);
  const cutting = setTimeout(() => server.closeAllConnections(), withinMs);
  await closed;
  clearInterval(looking);
  clearTimeout(cutting);
}
