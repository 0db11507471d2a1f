import { runParts } from "./run-parts.ts";

await runParts("worker");
