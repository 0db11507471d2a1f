import type { HeadersFunction } from "@remix-run/node";
import { boundary } from "@shopify/shopify-app-remix/server";
import { answerClick } from "#app/answer-click.server.ts";
import { stopEverything } from "#app/commands/stop-everything.ts";
import { pageAction } from "#app/session.server.ts";
import type { ClickAnswer } from "#app/ui/click-answer.ts";

/** The Stop button, from whichever page it is pressed. */
export const action = pageAction("stop_everything", async ({ context, shop, click }): Promise<ClickAnswer> =>
  answerClick(shop, context, await stopEverything(shop, click), "Everything is set to Watch"),
);

export const headers: HeadersFunction = (args) => boundary.headers(args);
