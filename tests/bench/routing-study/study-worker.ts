import { parentPort } from "node:worker_threads";
import { runStudy } from "./run-study.ts";

// One of several threads that answer seeds with what came of them.
parentPort!.on("message", (seed: number) => parentPort!.postMessage(runStudy(seed)));
