import { forShop } from "#app/db.server.ts";
import type { Click, ClickOutcome } from "./click.ts";

/** A person has read a notice and done what it asks. */
export function finishNotice(shop: string, { person, now }: Click, noticeId: string): Promise<ClickOutcome> {
  return forShop(shop, async (client) => {
    const { count } = await client.notice.updateMany({
      where: { shop: BigInt(shop), id: BigInt(noticeId), doneAt: null },
      data: { doneAt: now },
    });
    if (count === 0) return { refused: "Somebody has done this already." };
    await client.actionLog.create({
      data: { shop: BigInt(shop), at: now, person, action: "finish_notice", subject: `notice ${noticeId}` },
    });
    return { messageIds: [] };
  });
}
