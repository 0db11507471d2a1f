import { forShop, NOW } from "#tests/support/app-database.ts";
import type { Click } from "#app/commands/click.ts";
import type { Person } from "#app/domain/people/person.ts";

let made = 0;

/** Somebody of the staff: an owner, unless stated otherwise. Their id is the number in their name. */
export function personAs(changed: Partial<Person> = {}): Person {
  const id = changed.id ?? /\d+$/.exec(changed.name ?? "")?.[0] ?? "7";
  return {
    name: `Staff member ${id}`,
    role: "owner",
    locationIds: [],
    refundLimitMinor: null,
    cancelLimitMinor: null,
    ...changed,
    id,
  };
}

/** A click of a staff member at the instant of these tests: of an owner, unless stated otherwise. */
export function clickAs(by: string | Partial<Person> = {}): Click {
  return {
    by: personAs(typeof by === "string" ? { name: by } : by),
    now: NOW,
    clock: () => NOW,
    newId: () => {
      made += 1;
      return `00000000-0000-4000-8000-${String(made).padStart(12, "0")}`;
    },
  };
}

/** Acts of people that wait in the inbox, oldest first, with what the log of actions says of them. */
export async function readActs(shop: string) {
  return forShop(shop, async (client) => {
    const messages = await client.inboxMessage.findMany({
      where: { topic: "switchyard/person" },
      orderBy: { id: "asc" },
    });
    const log = await client.actionLog.findMany({ orderBy: { id: "asc" } });
    return {
      acts: messages.map((message) => JSON.parse(Buffer.from(message.body).toString()) as unknown),
      lanes: messages.map((message) => message.lane),
      log: log.map(({ person, action, subject }) => ({ person, action, subject })),
    };
  });
}
