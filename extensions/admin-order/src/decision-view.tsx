import type { AdminOrder } from "../../../app/contracts/admin-order.ts";

type Props = { order: AdminOrder; translate: (key: string) => string };

/** The decision in its sentence, and each problem with what it does. */
export function DecisionView({ order, translate }: Props) {
  const isHeld = order.problems.some((problem) => problem.holds);
  return (
    <s-stack gap="base">
      <s-stack direction="inline" gap="small" alignItems="center">
        <s-badge tone={isHeld ? "warning" : "info"}>{order.headline}</s-badge>
        <s-text>{order.sentence || translate("undecided")}</s-text>
      </s-stack>
      {order.problems.map((problem) => (
        <s-stack key={`${problem.code} ${problem.sentence}`} gap="small-300">
          <s-text type="strong">{problem.title}</s-text>
          <s-text>{problem.sentence}</s-text>
          {!problem.holds && <s-text color="subdued">{translate("does_not_hold")}</s-text>}
        </s-stack>
      ))}
      {isHeld && !order.isHoldingActive && <s-text color="subdued">{translate("only_watched")}</s-text>}
    </s-stack>
  );
}
