import {
  Banner,
  BlockStack,
  Button,
  Card,
  FormLayout,
  InlineStack,
  ProgressBar,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { useId, useState } from "react";
import { isSameDraft, type PolicyDraft } from "#app/routes/app.routing/policy-draft.ts";
import { useShop } from "#app/ui/shop-context.tsx";
import { countOf } from "#app/ui/words/format-money.ts";
import { STRETCHES, lastDays } from "./choose-days.ts";
import { useWhatIf, type Days, type WhatIfState } from "./use-what-if.ts";
import { WhatIfResult } from "./what-if-result.tsx";

const FIRST_STRETCH = "7";

/** The draft tried on the orders of a whole period. */
export function WhatIfCard({ draft }: { draft: PolicyDraft }) {
  const { state, start, cancel } = useWhatIf();
  const { now, timeZone } = useShop();
  const [stretch, setStretch] = useState<string>(FIRST_STRETCH);
  const [days, setDays] = useState<Days>(() => lastDays(Number(FIRST_STRETCH), now, timeZone));
  const fields = state.kind === "failed" ? state.fields : {};
  const isRunning = state.kind === "running";
  const choose = (value: string) => {
    setStretch(value);
    if (value !== "days") setDays(lastDays(Number(value), now, timeZone));
  };
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            What if it had held before?
          </Text>
          <Text as="p" tone="subdued">
            The routing decisions of some days are made again, once under the policy that holds and once as the form
            stands now, on what each of them looked at. Nothing is sent and nothing is saved.
          </Text>
        </BlockStack>
        <FormLayout>
          <FormLayout.Group condensed>
            <Select label="Orders of" options={[...STRETCHES]} value={stretch} disabled={isRunning} onChange={choose} />
            {stretch === "days" && <DayField name="firstDay" label="First day" {...{ days, fields, setDays }} />}
            {stretch === "days" && <DayField name="lastDay" label="Last day" {...{ days, fields, setDays }} />}
          </FormLayout.Group>
        </FormLayout>
        <InlineStack gap="200">
          <Button loading={isRunning} onClick={() => start(draft, days)}>
            Try the form on these orders
          </Button>
          {isRunning && <Button onClick={cancel}>Cancel</Button>}
        </InlineStack>
        <Outcome state={state} draft={draft} />
      </BlockStack>
    </Card>
  );
}

type DayFieldProps = {
  name: keyof Days;
  label: string;
  days: Days;
  fields: Record<string, string>;
  setDays: (days: Days) => void;
};

function DayField({ name, label, days, fields, setDays }: DayFieldProps) {
  return (
    <TextField
      type="date"
      label={label}
      autoComplete="off"
      value={days[name]}
      error={fields[name]}
      onChange={(day) => setDays({ ...days, [name]: day })}
    />
  );
}

function Outcome({ state, draft }: { state: WhatIfState; draft: PolicyDraft }) {
  switch (state.kind) {
    case "idle":
      return null;
    case "running":
      return <Progress done={state.done} total={state.total} />;
    case "failed":
      return <Banner tone="critical" title={state.sentence} />;
    case "done":
      return <WhatIfResult result={state.result} isOfEarlierDraft={!isSameDraft(state.draft, draft)} />;
  }
}

function Progress({ done, total }: { done: number; total: number }) {
  const id = useId();
  return (
    <BlockStack gap="200">
      <Text as="p" id={id}>
        <span role="status">Deciding again</span>
        {total === 0 ? "" : `: ${done.toLocaleString("en")} of ${countOf(total, "order")}`}
      </Text>
      <ProgressBar
        progress={total === 0 ? 0 : (100 * done) / total}
        size="small"
        tone="primary"
        ariaLabelledBy={id}
        animated={false}
      />
    </BlockStack>
  );
}
