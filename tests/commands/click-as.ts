import { forShop, NOW } from "#tests/support/app-database.ts";
import type { Click } from "#app/commands/click.ts";

let made = 0;

/** A click of a staff member at the instant of these tests. */
export function clickAs(person = "Staff member 7"): Click {
  return {
    person,
    now: NOW,
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
