import { runParts } from "./run-parts.ts";

// One container: web and worker in this process. On several machines run web.ts and worker.ts instead.
await runParts("web", "worker");
