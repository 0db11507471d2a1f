import { Badge, BlockStack, Card, Divider, InlineStack, Link, Text } from "@shopify/polaris";
import { Fragment } from "react";
import type { Home } from "#app/queries/read-home.ts";
import { problemTitle } from "#app/ui/words/problem-title.ts";

/** Orders that need a person, by what is wrong with them, with the newest of each to go to. */
export function NeedsYouCard({ problems }: { problems: Home["problems"] }) {
  if (problems.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Orders that need you
        </Text>
        {problems.map(({ code, count, newest }, index) => (
          <Fragment key={code ?? "other"}>
            {index > 0 && <Divider />}
            <InlineStack align="space-between" blockAlign="center" gap="200">
              <InlineStack gap="200" blockAlign="center">
                <Text as="h3" variant="bodyMd" fontWeight="semibold">
                  {code === null ? "Something to approve or settle" : problemTitle(code)}
                </Text>
                <Badge tone="attention">{String(count)}</Badge>
              </InlineStack>
              <InlineStack gap="300">
                {newest.map((order) => (
                  <Link key={order.id} url={`/app/orders/${order.id}`} removeUnderline>
                    {order.name}
                  </Link>
                ))}
                {count > newest.length && (
                  <Link url="/app/orders?tab=needs_you" removeUnderline>
                    {`${count - newest.length} more`}
                  </Link>
                )}
              </InlineStack>
            </InlineStack>
          </Fragment>
        ))}
      </BlockStack>
    </Card>
  );
}
