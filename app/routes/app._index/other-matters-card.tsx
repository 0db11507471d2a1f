import { BlockStack, Button, Card, Divider, InlineStack, Link, Text } from "@shopify/polaris";
import { Fragment, type ReactNode } from "react";
import type { Home } from "#app/queries/read-home.ts";
import { countOf } from "#app/ui/words/format-money.ts";
import { DownloadDataButton } from "#app/routes/app.data-requests.$noticeId/download-data-button.tsx";
import { Time } from "#app/ui/shop-context.tsx";
import { nameClick, type Clicks } from "#app/ui/use-clicks.ts";

type Matter = { key: string; title: string; details: ReactNode; end: ReactNode };

/** What needs a person beside orders: notices, messages that could not be understood, goods sold twice. */
export function OtherMattersCard({ home, clicks }: { home: Home; clicks: Clicks }) {
  const matters = [...noticeMatters(home, clicks), ...parkedMatters(home), ...oversoldMatters(home)];
  if (matters.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Also for you
        </Text>
        {matters.map(({ key, title, details, end }, index) => (
          <Fragment key={key}>
            {index > 0 && <Divider />}
            <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
              <BlockStack gap="050">
                <Text as="p">{title}</Text>
                <Text as="p" tone="subdued">
                  {details}
                </Text>
              </BlockStack>
              {end}
            </InlineStack>
          </Fragment>
        ))}
      </BlockStack>
    </Card>
  );
}

function noticeMatters({ notices }: Home, clicks: Clicks): Matter[] {
  return notices.map((notice) => ({
    key: `notice ${notice.id}`,
    title: notice.sentence,
    details: (
      <>
        <Time at={notice.at} />
        {notice.orders.map((order) => (
          <Fragment key={order.id}>
            {" "}
            <Link url={`/app/orders/${order.id}`}>{order.name}</Link>
          </Fragment>
        ))}
      </>
    ),
    end: (
      <InlineStack gap="200" align="end">
        {notice.kind === "data_request" && <DownloadDataButton noticeId={notice.id} />}
        <Button
          size="slim"
          disabled={clicks.pending !== undefined}
          accessibilityLabel={`Done: ${notice.sentence}`}
          loading={clicks.pending === nameClick("finish", notice.id)}
          onClick={() => clicks.click("finish", { subject: notice.id })}
        >
          Done
        </Button>
      </InlineStack>
    ),
  }));
}

function parkedMatters({ parked }: Home): Matter[] {
  if (parked === null) return [];
  const total = parked.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return [];
  return [
    {
      key: "parked",
      title: `${countOf(total, "message", "messages")} could not be understood and ${total === 1 ? "is" : "are"} parked.`,
      details: parked.map(({ topic, count }) => `${count} ${topic}`).join(", "),
      end: (
        <Link url="/app/parked" removeUnderline>
          Look
        </Link>
      ),
    },
  ];
}

function oversoldMatters({ oversold }: Home): Matter[] {
  return oversold.map((item) => ({
    key: `oversold ${item.id}`,
    title: `${item.title} is oversold by ${item.units} in ${item.locationName}.`,
    details: (
      <>
        {"Seen since "}
        <Time at={item.openedAt} />. It closes by itself when the stock is no longer negative.
      </>
    ),
    end: null,
  }));
}
