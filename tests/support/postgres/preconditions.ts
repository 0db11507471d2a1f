import { randomInt } from "node:crypto";
import { statfs } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { freemem } from "node:os";

// A fresh cluster takes 40 MB and its write-ahead log grows to a few hundred under load; below this the demo would stop half-way.
const neededDiskMb = 500;
// 256 MB of shared buffers, the server's processes and a little for everyone else.
const neededMemoryMb = 400;

/** Throws one sentence when the disk of `folder` or the machine's memory has no room for a database. */
export async function requireRoom(folder: string): Promise<void> {
  const disk = await statfs(folder);
  const diskMb = Math.floor((disk.bavail * disk.bsize) / 1e6);
  if (diskMb < neededDiskMb) {
    throw new Error(
      `There is not enough disk space: ${folder} has ${diskMb} MB free, the database needs ${neededDiskMb} MB.`,
    );
  }
  const memoryMb = Math.floor(freemem() / 1e6);
  // A container's limit is not seen by freemem; what it has left is not asked, as that counts the file cache as used.
  const limitMb = Math.floor(process.constrainedMemory() / 1e6);
  const roomMb = limitMb > 0 ? Math.min(memoryMb, limitMb) : memoryMb;
  if (roomMb < neededMemoryMb) {
    throw new Error(`There is not enough memory: ${roomMb} MB are available, the database needs ${neededMemoryMb} MB.`);
  }
}

/** Throws one sentence when something already listens on this port of 127.0.0.1. */
export async function requirePort(port: number): Promise<void> {
  try {
    await close(await listen(port));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE")
      throw new Error(`Port ${port} is in use: stop what listens there, or choose another port.`, { cause: error });
    if (code === "EACCES")
      throw new Error(`Port ${port} is not open to this user: choose one above 1023.`, { cause: error });
    throw error;
  }
}

// Below the ports that systems hand out for connections (Linux from 32768, others from 49152): a port of those that is free now may
// be somebody's connection when it is wanted.
const [LEAST_PORT, MOST_PORT] = [15_000, 30_000];
const MOST_TRIES = 100;

/** A port of 127.0.0.1 that nobody listens on, and that no connection takes before it is used. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const port = randomInt(LEAST_PORT, MOST_PORT);
    try {
      await close(await listen(port));
      return port;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    }
  }
  throw new Error(`No port between ${LEAST_PORT} and ${MOST_PORT} is free.`);
}

function listen(port: number): Promise<Server> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
