/**
 * A door to the commands for clicks. In life a page's action calls them, out of the bundle that Remix made; here they run
 * from their instrumented source in the same process, each exactly as the action does it: who asks, the command, the answer.
 */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { answerClick } from "#app/answer-click.server.ts";
import { answerAsk } from "#app/commands/answer-ask.ts";
import { changePerson, setDefaultRole } from "#app/commands/change-person.ts";
import type { Click, ClickOutcome } from "#app/commands/click.ts";
import { decideAgain } from "#app/commands/decide-again.ts";
import { finishNotice } from "#app/commands/finish-notice.ts";
import { notePersonalRead, noteSearch } from "#app/commands/note-personal-read.ts";
import { passAllProblems, passProblems } from "#app/commands/pass-problems.ts";
import { recognisePerson } from "#app/commands/recognise-person.ts";
import { returnToPolicy, saveRoutingPolicy } from "#app/commands/routing/save-routing-policy.ts";
import { saveSettings } from "#app/commands/save-settings.ts";
import { discardParked, replayParked } from "#app/commands/settle-parked.ts";
import { startHistoryImport } from "#app/commands/start-history-import.ts";
import { stopEverything } from "#app/commands/stop-everything.ts";
import { database } from "#app/db.server.ts";
import { env } from "#app/env.server.ts";
import { bellOver, createQueueEngine } from "#app/worker/bell.ts";
import type { ClickRequest, DoorRequest } from "./click-request.ts";

const boss = createQueueEngine(env().DATABASE_URL, { isWorker: false, onError: () => undefined });
let rung: Promise<ReturnType<typeof bellOver>> | undefined;
const ring = async (shop: string) => (await (rung ??= boss.start().then(bellOver))).ring([shop]);

/** Listens on the loopback address until the process dies. */
export function openDoor(port: number): void {
  createServer((request, response) => {
    bodyOf(request)
      .then((body) => answer(JSON.parse(body) as DoorRequest))
      .then(
        (answered) => response.end(JSON.stringify(answered)),
        (error: Error) => response.writeHead(500).end(error.stack),
      );
  }).listen(port, "127.0.0.1");
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

async function answer({ domain, scopes, personId, isAccountOwner, request }: DoorRequest) {
  const now = new Date();
  const identify = async () => ({ name: `Ada ${personId}`, email: "ada@example.com", isAccountOwner });
  const { shop, by } = await recognisePerson({ domain, scopes, personId, identify }, now);
  const click = { by, now, clock: () => new Date(), newId: () => randomUUID() };
  const outcome = await act(shop, click, request);
  if (outcome === undefined) return {};
  const services = { database, clock: () => new Date(), ring };
  return answerClick(shop, services, outcome, request.act);
}

async function act(shop: string, click: Click, request: ClickRequest): Promise<ClickOutcome | undefined> {
  switch (request.act) {
    case "open":
      return undefined;
    case "look":
      await notePersonalRead(shop, click, request.subject);
      await noteSearch(shop, click, request.orderIds);
      return undefined;
    case "pass":
      return passProblems(shop, click, request.orderId, request.codes);
    case "pass-all":
      return passAllProblems(shop, click, request.orderIds);
    case "decide-again":
      return decideAgain(shop, click, request.orderIds);
    case "answer":
      return answerAsk(shop, click, request.outboxId, request.answer);
    case "finish-notice":
      return finishNotice(shop, click, request.noticeId);
    case "replay":
      return replayParked(shop, click, { id: request.messageId });
    case "discard":
      return discardParked(shop, click, { id: request.messageId });
    case "save-settings":
      return saveSettings(shop, click, request.settings);
    case "save-routing-policy":
      return saveRoutingPolicy(shop, click, { ...request, why: "" });
    case "return-to-policy":
      return returnToPolicy(shop, click, request);
    case "stop":
      return stopEverything(shop, click);
    case "change-person":
      return changePerson(shop, click, request.personId, request.change);
    case "set-default-role":
      return setDefaultRole(shop, click, request.role);
    case "import-history":
      return startHistoryImport(shop, click);
  }
}
