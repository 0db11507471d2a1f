import type { HeadersFunction, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Page, Pagination } from "@shopify/polaris";
import { boundary } from "@shopify/shopify-app-remix/server";
import { useState } from "react";
import { answerClick } from "#app/answer-click.server.ts";
import { discardParked, replayParked, type ParkedChoice } from "#app/commands/settle-parked.ts";
import { readForm } from "#app/contracts/read-form.ts";
import { listParked } from "#app/queries/list-parked.ts";
import { pageAction, pageLoader } from "#app/session.server.ts";
import type { ClickAnswer } from "#app/ui/click-answer.ts";
import { ConfirmModal } from "#app/ui/confirm-modal.tsx";
import { Problem } from "#app/ui/problem.tsx";
import { isRowId } from "#app/contracts/row-id.ts";
import { useClicks } from "#app/ui/use-clicks.ts";
import { useLive } from "#app/ui/use-live.ts";
import { NothingParked } from "./nothing-parked.tsx";
import { ParkedCard } from "./parked-card.tsx";
import { parseParkedClick } from "./parse-parked-click.ts";
import { SharedReasonsCard } from "./shared-reasons-card.tsx";

const PAGE_SIZE = 25;

export const meta: MetaFunction = () => [{ title: "Parked messages - Switchyard" }];

export const loader = pageLoader("settle_parked", async ({ request, shop }) => {
  const before = new URL(request.url).searchParams.get("before") ?? "";
  return listParked(shop, isRowId(before) ? before : null, PAGE_SIZE);
});

export const action = pageAction("settle_parked", async ({ request, context, shop, click }): Promise<ClickAnswer> => {
  const parsed = parseParkedClick(await readForm(request));
  if (!parsed.success) return { problem: "This button is not known here. Reload the page." };
  const { intent, choice } = parsed.data;
  const outcome =
    intent === "replay" ? await replayParked(shop, click, choice) : await discardParked(shop, click, choice);
  const many = "messageIds" in outcome && outcome.messageIds.length > 1 ? ` ${outcome.messageIds.length} messages` : "";
  return answerClick(shop, context, outcome, intent === "replay" ? `Replayed${many}` : "Discarded");
});

export default function ParkedMessagesPage() {
  const { messages, hasNextPage, sharedReasons, total } = useLoaderData<typeof loader>();
  const clicks = useClicks();
  const [discarding, setDiscarding] = useState<ParkedChoice>();
  useLive(10_000);
  const post = (intent: "replay" | "discard", choice: ParkedChoice) =>
    clicks.click(intent, "id" in choice ? { subject: choice.id } : { subject: choice.reason, isReason: "yes" });
  const last = messages.at(-1);
  return (
    <Page title="Parked messages" backAction={{ content: "Home", url: "/app" }}>
      <BlockStack gap="400">
        <Problem sentence={clicks.problem} />
        {total === 0 ? (
          <NothingParked />
        ) : (
          <>
            <SharedReasonsCard
              shared={sharedReasons}
              pending={clicks.pending}
              onReplay={(choice) => post("replay", choice)}
              onDiscard={setDiscarding}
            />
            {messages.map((message) => (
              <ParkedCard
                key={message.id}
                message={message}
                pending={clicks.pending}
                onReplay={() => post("replay", { id: message.id })}
                onDiscard={() => setDiscarding({ id: message.id })}
              />
            ))}
            {hasNextPage && last && (
              <Pagination
                hasNext
                nextURL={`/app/parked?before=${last.id}`}
                nextTooltip="Older messages"
                label={`${total} parked in all`}
              />
            )}
          </>
        )}
      </BlockStack>
      <ConfirmModal
        isOpen={discarding !== undefined}
        title={discarding && "id" in discarding ? "Discard this message?" : "Discard all of these messages?"}
        sentence={`What ${discarding && "id" in discarding ? "it says" : "they say"} is not taken into any order. It stays on record, and cannot be replayed any more.`}
        confirm="Discard"
        onConfirm={() => discarding && post("discard", discarding)}
        onClose={() => setDiscarding(undefined)}
      />
    </Page>
  );
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
