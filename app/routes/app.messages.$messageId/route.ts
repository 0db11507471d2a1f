import type { HeadersFunction } from "@remix-run/node";
import { boundary } from "@shopify/shopify-app-remix/server";
import { notePersonalRead } from "#app/commands/note-personal-read.ts";
import { readMessageBody } from "#app/queries/read-message-body.ts";
import { answerPlainly, fileLoader } from "#app/session.server.ts";
import { isRowId } from "#app/contracts/row-id.ts";

/** What is shown of a message; a sentence in plain text where it is refused or gone. */
export type MessageText = { text: string; isCut: boolean };

/** What one inbox message said. Asked for when somebody unfolds it, since it carries personal data. */
export const loader = fileLoader("see_messages", async ({ params, shop, click }) => {
  const messageId = params.messageId ?? "";
  const message = isRowId(messageId) ? await readMessageBody(shop, messageId) : undefined;
  if (!message) return answerPlainly("This message is not here any more.", 404);
  const about = message.orderId === null ? "" : ` of order ${message.orderId}`;
  await notePersonalRead(shop, click, `inbox message ${messageId}${about}`);
  return Response.json({ text: message.text, isCut: message.isCut } satisfies MessageText);
});

export const headers: HeadersFunction = (args) => boundary.headers(args);
