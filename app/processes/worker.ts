import { startWorker } from "./start-worker.ts";
import { stopOnSignal } from "./stop-on-signal.ts";

const worker = await startWorker();
stopOnSignal(() => worker.stop());
