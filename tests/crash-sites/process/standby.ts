/**
 * The whole app as app/processes/start.ts runs it, but that it loads first and begins when it is told to: so the next
 * process is ready to take over in the moment in which the one before is killed. Beside it, a door for clicks.
 */
import { once } from "node:events";
import { openDoor } from "./open-door.ts";

await import("#app/processes/run-parts.ts");
await import("#app/processes/start-web.ts");
await import("#app/processes/start-worker.ts");
process.send?.("loaded");
// The channel does not keep a finished process alive; until this one begins, it has to.
process.channel?.ref();
await once(process, "message");
process.channel?.unref();
openDoor(Number(process.env["CRASH_DOOR_PORT"]));
await import("#app/processes/start.ts");
