import { BlockStack, Card, List, Text } from "@shopify/polaris";
import { asSentence } from "#app/domain/basics/phrase.ts";
import type { OrderPage } from "#app/queries/in-sight/order-page.ts";
import { CertificateFold } from "#app/routes/app.orders.$orderId_.certificate/certificate-fold.tsx";
import { RouteCostList } from "./route-cost-list.tsx";
import { Fold } from "#app/ui/fold.tsx";
import { indentJson } from "#app/ui/indent-json.ts";
import { Payload } from "#app/ui/payload.tsx";
import { Time } from "#app/ui/shop-context.tsx";

/** Why it was decided so: a sentence for each part, what else was considered, and the whole for who wants it. */
export function DecisionCard({ order }: { order: OrderPage }) {
  const { decision, decidedAt } = order;
  if (!decision) return null;
  const alternatives = decision.route?.alternatives ?? [];
  // Where a role sees none of the reasons there is nothing to head with "Decision".
  if (!decision.route && decision.documentSentence === "" && decision.text === null) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="050">
          <Text as="h2" variant="headingMd">
            Decision
          </Text>
          {decidedAt && (
            <Text as="p" tone="subdued">
              <Time at={decidedAt} />
            </Text>
          )}
        </BlockStack>
        {decision.route && <Text as="p">{asSentence(decision.route.sentence)}</Text>}
        {decision.route?.cost && (
          <Fold title="What it costs">
            <RouteCostList {...decision.route.cost} />
          </Fold>
        )}
        {decision.route && <CertificateFold orderId={order.id} decidedAt={decidedAt} />}
        {decision.documentSentence !== "" && <Text as="p">{asSentence(decision.documentSentence)}</Text>}
        {alternatives.length > 0 && (
          <Fold title="What else was considered">
            <List>
              {alternatives.map((alternative) => (
                <List.Item key={alternative}>{asSentence(alternative)}</List.Item>
              ))}
            </List>
          </Fold>
        )}
        {decision.text !== null && (
          <Fold title="The decision in full">
            <Payload label="The decision in full" text={indentJson(decision.text)} />
          </Fold>
        )}
      </BlockStack>
    </Card>
  );
}
