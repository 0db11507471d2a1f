import type { HeadersFunction, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { boundary } from "@shopify/shopify-app-remix/server";
import { answerClick } from "#app/answer-click.server.ts";
import { changePerson, setDefaultRole } from "#app/commands/change-person.ts";
import type { Click } from "#app/commands/click.ts";
import { readForm } from "#app/contracts/read-form.ts";
import { assertNever } from "#app/domain/basics/assert.ts";
import { listPeople } from "#app/queries/people/list-people.ts";
import { readShop } from "#app/queries/read-shop.ts";
import { pageAction, pageLoader } from "#app/session.server.ts";
import type { ClickAnswer } from "#app/ui/click-answer.ts";
import { Problem } from "#app/ui/problem.tsx";
import { useClicks } from "#app/ui/use-clicks.ts";
import { DefaultRoleCard } from "./default-role-card.tsx";
import { parsePeopleClick, type PeopleClick } from "./parse-people-click.ts";
import { PersonCard } from "./person-card.tsx";

export const meta: MetaFunction = () => [{ title: "People - Switchyard" }];

export const loader = pageLoader("manage_people", async ({ shop, by }) => ({
  ...(await listPeople(shop)),
  viewerId: by.id,
}));

export const action = pageAction("manage_people", async ({ request, context, shop, click }): Promise<ClickAnswer> => {
  const { currency } = await readShop(shop);
  const parsed = parsePeopleClick(await readForm(request), currency);
  if (!parsed.success) {
    const fields = parsed.error.issues.filter(({ path }) => path[0] === "refund" || path[0] === "cancel");
    if (fields.length === 0) return { problem: "This button is not known here. Reload the page." };
    const sentences = fields.map(({ path, message }) => [String(path[0]), message] as const);
    return { problem: "Nothing was saved: an amount is not filled in right.", fields: Object.fromEntries(sentences) };
  }
  const { outcome, said } = await carryOut(shop, click, parsed.data);
  return answerClick(shop, context, outcome, said);
});

async function carryOut(shop: string, click: Click, asked: PeopleClick) {
  switch (asked.intent) {
    case "set_role":
      return { outcome: await changePerson(shop, click, asked.subject, { role: asked.role }), said: "Role changed" };
    case "set_locations": {
      const { subject, locationIds } = asked;
      return { outcome: await changePerson(shop, click, subject, { locationIds }), said: "Own locations saved" };
    }
    case "set_limits": {
      const limits = { refundLimitMinor: asked.refund, cancelLimitMinor: asked.cancel };
      return { outcome: await changePerson(shop, click, asked.subject, limits), said: "Limits saved" };
    }
    case "set_default_role":
      return { outcome: await setDefaultRole(shop, click, asked.role), said: "Saved" };
    default:
      return assertNever(asked);
  }
}

export default function PeoplePage() {
  const { people, defaultRole, locations, viewerId } = useLoaderData<typeof loader>();
  const clicks = useClicks();
  return (
    <Page
      title="People"
      subtitle="Who of your staff has opened Switchyard, and what each of them may see and do."
      backAction={{ content: "Settings", url: "/app/settings" }}
      secondaryActions={[{ content: "Log", url: "/app/log" }]}
    >
      <BlockStack gap="400">
        <Problem sentence={clicks.problem} />
        {people.map((person) => (
          <PersonCard
            key={person.id}
            person={person}
            isViewer={person.id === viewerId}
            locations={locations}
            clicks={clicks}
          />
        ))}
        <DefaultRoleCard role={defaultRole} clicks={clicks} />
      </BlockStack>
    </Page>
  );
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
