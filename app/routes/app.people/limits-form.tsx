import { BlockStack, Button, Form, InlineGrid, InlineStack, TextField } from "@shopify/polaris";
import { useState } from "react";
import { formatMinor } from "#app/domain/basics/money.ts";
import type { ListedPerson } from "#app/queries/people/list-people.ts";
import { fieldProblems } from "#app/ui/click-answer.ts";
import { useShop } from "#app/ui/shop-context.tsx";
import { formatMoney } from "#app/ui/words/format-money.ts";
import { nameClick, type Clicks } from "#app/ui/use-clicks.ts";

type Limit = ListedPerson["limits"][number];

const LABEL: Record<Limit["act"], string> = { refund: "May refund up to", cancel: "May cancel orders up to" };

/** How much somebody may give back or cancel at once. */
export function LimitsForm({ person, clicks }: { person: ListedPerson; clicks: Clicks }) {
  const { currency } = useShop();
  const saved = Object.fromEntries(person.limits.map(({ act, setMinor }) => [act, textOf(setMinor, currency)]));
  const [typed, setTyped] = useState<Record<string, string>>(saved);
  const [isAsked, setAsked] = useState(false);
  const isChanged = person.limits.some(({ act }) => typed[act] !== saved[act]);
  const name = nameClick("set_limits", person.id);
  // The page has one answer for all its cards: what is wrong stands where it was asked.
  const problems = isAsked ? fieldProblems(clicks.answer) : {};
  const save = () => {
    setAsked(true);
    clicks.click("set_limits", { refund: typed.refund ?? "", cancel: typed.cancel ?? "", subject: person.id });
  };
  return (
    <Form onSubmit={save}>
      <BlockStack gap="300">
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
          {person.limits.map((limit) => (
            <TextField
              key={limit.act}
              label={LABEL[limit.act]}
              prefix={currency}
              inputMode="decimal"
              autoComplete="off"
              value={typed[limit.act] ?? ""}
              helpText={helpFor(limit, currency)}
              error={problems[limit.act]}
              onChange={(text) => {
                setAsked(false);
                setTyped({ ...typed, [limit.act]: text });
              }}
            />
          ))}
        </InlineGrid>
        {isChanged && (
          <InlineStack>
            <Button submit loading={clicks.pending === name} disabled={clicks.pending !== undefined}>
              Save limits
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Form>
  );
}

function helpFor({ setMinor, holdsMinor }: Limit, currency: string): string {
  if (setMinor !== null) return "Empty it to take the limit away.";
  return holdsMinor === null
    ? "Any amount, until you set a limit."
    : `${formatMoney(holdsMinor, currency)} until you set a limit.`;
}

function textOf(minor: number | null, currency: string): string {
  return minor === null ? "" : formatMinor(minor, currency);
}
