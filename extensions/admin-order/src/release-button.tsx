import { useState } from "preact/hooks";
import type { AdminOrder } from "../../../app/contracts/admin-order.ts";

type Translate = (key: string, values?: Record<string, string | number>) => string;

type Props = {
  order: AdminOrder;
  isReleasing: boolean;
  /** The person has confirmed; the codes are those of the problems they were shown. */
  onRelease: (codes: string[]) => void;
  translate: Translate;
};

/** The release button; it asks once more before it acts. Pressed in vain it says why. */
export function ReleaseButton({ order, isReleasing, onRelease, translate }: Props) {
  const [isAsking, setIsAsking] = useState(false);
  const holding = order.problems.filter((problem) => problem.holds);
  if (holding.length === 0) return null;
  if (!order.release.allowed) return <s-text color="subdued">{order.release.reason}</s-text>;
  if (!isAsking) {
    return (
      <s-button variant="primary" loading={isReleasing} disabled={isReleasing} onClick={() => setIsAsking(true)}>
        {translate("release")}
      </s-button>
    );
  }
  const confirm = () => {
    setIsAsking(false);
    onRelease(holding.map((problem) => problem.code));
  };
  return (
    <s-stack gap="small">
      <s-text>{translate("confirm", { problems: holding.map((problem) => problem.title).join(", ") })}</s-text>
      <s-stack direction="inline" gap="small">
        <s-button variant="primary" onClick={confirm}>
          {translate("confirm_yes")}
        </s-button>
        <s-button variant="secondary" onClick={() => setIsAsking(false)}>
          {translate("confirm_no")}
        </s-button>
      </s-stack>
    </s-stack>
  );
}
