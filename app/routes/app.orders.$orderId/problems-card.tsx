import { BlockStack, Button, Card, Divider, InlineStack, Text, Tooltip } from "@shopify/polaris";
import { Fragment } from "react";
import type { Problem } from "#app/domain/decision.ts";
import type { OrderPage } from "#app/queries/in-sight/order-page.ts";
import { problemTitle } from "#app/ui/words/problem-title.ts";
import { nameClick, type Clicks } from "#app/ui/use-clicks.ts";

/** What is wrong with the order, and a button to pass what a person finds all right. */
export function ProblemsCard({ order, clicks }: { order: OrderPage; clicks: Clicks }) {
  const problems = order.decision?.problems ?? [];
  const obstacle = order.decision?.documentObstacle ?? null;
  if (problems.length === 0 && obstacle === null) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Problems
        </Text>
        {problems.map((problem, index) => (
          <Fragment key={`${problem.code} ${problem.subject}`}>
            {index > 0 && <Divider />}
            <ProblemRow problem={problem} order={order} clicks={clicks} />
          </Fragment>
        ))}
        {obstacle !== null && (
          <>
            {problems.length > 0 && <Divider />}
            <BlockStack gap="050">
              <Text as="h3" variant="bodyMd" fontWeight="semibold">
                No document can be issued
              </Text>
              <Text as="p">{obstacle}</Text>
            </BlockStack>
          </>
        )}
      </BlockStack>
    </Card>
  );
}

function ProblemRow({ problem, order, clicks }: { problem: Problem; order: OrderPage; clicks: Clicks }) {
  const isPassed = order.passedProblems.includes(problem.code);
  return (
    <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
      <BlockStack gap="050">
        <Text as="h3" variant="bodyMd" fontWeight="semibold">
          {problemTitle(problem.code)}
        </Text>
        {problem.sentence !== "" && <Text as="p">{problem.sentence}</Text>}
        {!problem.holds && (
          <Text as="p" tone="subdued">
            {isPassed ? "Passed by a person: it no longer stops the order." : "It does not stop the order."}
          </Text>
        )}
      </BlockStack>
      {problem.holds && <PassButton problem={problem} order={order} clicks={clicks} />}
    </InlineStack>
  );
}

function PassButton({ problem, order, clicks }: { problem: Problem; order: OrderPage; clicks: Clicks }) {
  const permission = order.permissions.pass_problems;
  const button = (
    <Button
      disabled={!permission.allowed || clicks.pending !== undefined}
      loading={clicks.pending === nameClick("pass_problem", problem.code)}
      accessibilityLabel={`Pass: ${problemTitle(problem.code)}`}
      onClick={() => clicks.click("pass_problem", { subject: problem.code })}
    >
      Pass
    </Button>
  );
  return permission.allowed ? button : <Tooltip content={permission.reason}>{button}</Tooltip>;
}
