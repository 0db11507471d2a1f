import { startWeb } from "./start-web.ts";
import { stopOnSignal } from "./stop-on-signal.ts";

const web = await startWeb();
stopOnSignal(() => web.stop());
