import { forShop } from "#app/db.server.ts";
import type { Click, ClickOutcome } from "./click.ts";
import { logAction } from "./log-action.ts";
import { requireRight } from "./require-right.ts";

/** A person has read a notice and done what it asks. @throws NotAllowed */
export async function finishNotice(shop: string, click: Click, noticeId: string): Promise<ClickOutcome> {
  requireRight(click.by, "settle_notices");
  return forShop(shop, async (client) => {
    const { count } = await client.notice.updateMany({
      where: { shop: BigInt(shop), id: BigInt(noticeId), doneAt: null },
      data: { doneAt: click.now },
    });
    if (count === 0) return { refused: "Somebody has done this already." };
    await logAction(client, shop, click, { action: "finish_notice", subject: `notice ${noticeId}` });
    return { messageIds: [] };
  });
}
