import { data, type HeadersFunction, type LoaderFunctionArgs } from "@remix-run/node";
import { boundary } from "@shopify/shopify-app-remix/server";
import { notePersonalRead } from "#app/commands/note-personal-read.ts";
import { readMessageBody } from "#app/queries/read-message-body.ts";
import { signedIn } from "#app/session.server.ts";
import { isRowId } from "#app/contracts/row-id.ts";

/** What one inbox message said. Asked for when somebody unfolds it, since it carries personal data. */
export const loader = async ({ request, context, params }: LoaderFunctionArgs) => {
  const { shop, click } = await signedIn(request, context);
  const messageId = params.messageId ?? "";
  const message = isRowId(messageId) ? await readMessageBody(shop, messageId) : undefined;
  if (!message) throw data({ sentence: "This message is not here any more." }, { status: 404 });
  const subject = message.orderId === null ? `inbox message ${messageId}` : `order ${message.orderId}`;
  await notePersonalRead(shop, click.person, subject, click.now);
  return { text: message.text, isCut: message.isCut };
};

export const headers: HeadersFunction = (args) => boundary.headers(args);
