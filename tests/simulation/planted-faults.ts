/** A defect such as this trade knows: one text of one file of the app, and what stands there when it is wrong. */
export type PlantedFault = {
  name: string;
  /** A sentence about the app as it then is. */
  isWrong: string;
  /** Under the root of the repository. */
  file: string;
  /** Stands exactly once in the file. */
  find: string;
  replacement: string;
};

/** Defects that simulated days are to find, each in one place (plant-fault.ts). */
export const plantedFaults: readonly PlantedFault[] = [
  {
    name: "acknowledge-before-commit",
    isWrong: "A webhook is answered with 200 before it is committed.",
    file: "app/db/inbox-writer.ts",
    find: "waiting.push({ message, done, failed });",
    replacement: "waiting.push({ message, done, failed }); failed = () => {}; done();",
  },
  {
    name: "snapshot-without-time",
    isWrong: "Of two snapshots of an order the one that came last stands, whatever its time.",
    file: "app/domain/orders/fold-snapshot.ts",
    find: "const isTaken = compareSnapshots(said, known) > 0;",
    replacement: "const isTaken = true;",
  },
  {
    name: "parcel-without-time",
    isWrong: "Of two statements about a parcel the one that came last stands, whatever its time.",
    file: "app/domain/orders/fold-parts.ts",
    find: "...(newer >= 0 ? a : b),",
    replacement: "...b,",
  },
  {
    name: "work-without-time",
    isWrong: "Of two readings of a fulfillment order the one that came last stands, whatever its time.",
    file: "app/domain/orders/fold-read.ts",
    find: "return newer > 0 ? said : known;",
    replacement: "return said;",
  },
  {
    name: "lost-answer-sent-again",
    isWrong: "A call whose answer was lost is sent once more.",
    file: "app/pipeline/send-outbox.ts",
    find: "if (error instanceof AnswerLost) return unknownOutcome(error.message);",
    replacement: "if (error instanceof AnswerLost) return unsentOutcome(error.message, 1_000);",
  },
  {
    name: "lost-sender-sent-again",
    isWrong: "What a sender that died had under way is sent once more.",
    file: "app/pipeline/send-outbox.ts",
    find: "if (message.wasUnderWay) return",
    replacement: "if (message.wasUnderWay && message.attempts > 1_000) return",
  },
  {
    name: "effect-without-key",
    isWrong:
      "Each decision queues its wishes under a key of its own, so that none is known as one that is there already.",
    file: "app/pipeline/queue-actions.ts",
    find: "const key = `${action.key}#${round.number}`;",
    replacement: "const key = `${action.key}#${round.number}@${batch.id}`;",
  },
  {
    name: "wish-before-read",
    isWrong: "What Shopify was told is wished again although nobody has read what came of it.",
    file: "app/pipeline/next-round.ts",
    find: "if (rows.some((row) => isUnanswered(row, action, readAt))) return null;",
    replacement: "",
  },
  {
    name: "wish-beside-a-taken-one",
    isWrong: "A batch decides about what waits to be sent while a sender takes it.",
    file: "app/db/outbox-rows.ts",
    find: "AND state = 'waiting' ORDER BY id FOR UPDATE",
    replacement: "AND state = 'waiting' ORDER BY id",
  },
  {
    name: "lock-skipped",
    isWrong: "A batch does not hold the shop's writer's row.",
    file: "app/db/inbox-claims.ts",
    find: "FROM shop_writers WHERE shop = $1 FOR UPDATE SKIP LOCKED",
    replacement: "FROM shop_writers WHERE shop = $1",
  },
  {
    name: "claim-back-settled",
    isWrong: "Units whose claim was given back are promised at once, though they may have left.",
    file: "app/domain/inventory/level-book.ts",
    find: "unsettledUnits: level.unsettledUnits + released,",
    replacement: "",
  },
  {
    name: "hint-not-read",
    isWrong: "A message that says only that work has changed leads to no read.",
    file: "app/pipeline/changes/want-hinted-read.ts",
    find: "for (const read of wantsRead) batch.wantedReads.push({ ...read, dueAt: soonAfter(batch.now) });",
    replacement: "",
  },
  {
    name: "comparison-blind-to-orders",
    isWrong: "The comparison with Shopify finds no order and no work that is behind.",
    file: "app/db/reconcile-rows.ts",
    find: "const ids = new Set(rows.map((row) => row.id));",
    replacement: "const ids = new Set();",
  },
  {
    name: "comparison-blind-to-levels",
    isWrong: "The comparison with Shopify finds no level that is behind.",
    file: "app/db/reconcile-rows.ts",
    find: "return rows.map(({ place }) => readings[place - 1]!);",
    replacement: "return [];",
  },
  {
    name: "comparison-blind-to-parcels",
    isWrong: "The comparison with Shopify finds no parcel that is behind.",
    file: "app/worker/reconcile-shop.ts",
    find: "const behind: Changed[] = known.filter((parcel) => isBehind(parcel, toldById.get(parcel.id)));",
    replacement: "const behind: Changed[] = [];",
  },
  {
    name: "stopped-capability-sends",
    isWrong: "What was queued before a capability was stopped is sent all the same.",
    file: "app/db/outbox-rows.ts",
    find: "AND c.mode IN ('act', 'suggest')",
    replacement: "",
  },
  {
    name: "stop-pulls-nothing-back",
    isWrong: "Stopping leaves what is queued in the queue.",
    file: "app/commands/pull-back-effects.ts",
    find: "watch: { from: Prisma.sql`(state = 'waiting' OR state = 'suggested')`,",
    replacement: "watch: { from: Prisma.sql`false`,",
  },
  {
    name: "series-not-locked",
    isWrong: "A document gets its number without the lock of its series.",
    file: "app/db/document-rows.ts",
    find: "FROM document_series WHERE shop = $1 AND series = $2 FOR UPDATE",
    replacement: "FROM document_series WHERE shop = $1 AND series = $2",
  },
  {
    name: "settled-outside",
    isWrong: "Messages are settled in a transaction of their own, before what they led to is committed.",
    file: "app/pipeline/run-batch.ts",
    find: "const decided = await decideOrders(sql, batch);",
    replacement: `const decided = await decideOrders(sql, batch);
      await database.inShop(shop, (own) => settleMessages(own, shop, batch.id, batch.now, batch.settled));`,
  },
  {
    name: "shop-of-another",
    isWrong: "The map of domains remembers the last shop for all of them.",
    file: "app/db/shops/shop-map.ts",
    find: "const known = remembered.get(domain);",
    replacement: "const known = remembered.get(domain) ?? [...remembered.values()].at(-1);",
  },
  {
    name: "settings-of-another",
    isWrong: "The modes of all shops that may be seen are loaded for one.",
    file: "app/db/shop-rows.ts",
    find: "FROM capabilities WHERE shop = $1`,\n      [shop],",
    replacement: "FROM capabilities`,\n      [],",
  },
  {
    name: "uninstalled-shop-sends",
    isWrong: "What was queued for Shopify when a shop left is still to be sent.",
    file: "app/db/shops/shop-lifecycle.ts",
    find: "WHERE shop = $1 AND state = ANY ($3) AND capability = ANY ($4)`,",
    replacement: "WHERE shop = $1 AND state = ANY ($3) AND capability = ANY ($4) AND false`,",
  },
  {
    name: "uninstalled-shop-acts",
    isWrong: "The worker goes on talking to Shopify about a shop that has left.",
    file: "app/worker/take-turn.ts",
    find: 'const isInstalled = known.status === "installed";',
    replacement: "const isInstalled = true;",
  },
  {
    name: "level-grows-older",
    isWrong: "An observation of a level is booked although it is older than what is known.",
    file: "app/domain/inventory/apply-observation.ts",
    find: "if (age < 0) return {",
    replacement: "if (age < -1_000) return {",
  },
  {
    name: "bell-not-made-up-for",
    isWrong: "Nobody looks for messages whose bell was lost.",
    file: "app/db/dispatch-rows.ts",
    find: "m.shop = s.id AND m.state = 'waiting')",
    replacement: "m.shop = s.id AND m.state = 'lost')",
  },
  {
    name: "commit-unheard",
    isWrong: "A transaction whose commit failed or got no answer is taken for committed.",
    file: "app/db/connect-database.ts",
    find: 'const { command } = await client.query("COMMIT");',
    replacement: 'const { command } = await client.query("COMMIT").catch(() => ({ command: "COMMIT" }));',
  },
  {
    name: "read-under-way-answers",
    isWrong: "A read that was under way when it was wanted once more stands for both.",
    file: "app/db/read-rows.ts",
    find: "AND w.round = done.round AND w.wanted_at = done.wanted_at",
    replacement: "",
  },
  {
    name: "late-settlement-counts",
    isWrong: "A sender that has lost its lease settles the message all the same.",
    file: "app/db/outbox-rows.ts",
    find: "AND o.state = 'sending' AND o.lease_until = $3 RETURNING",
    replacement: "AND o.state = 'sending' AND $3::timestamptz IS NOT NULL RETURNING",
  },
];

/**
 * @returns the source with the fault in it.
 * @throws when what is to be found does not stand in it exactly once.
 */
export function withFault(source: string, { name, file, find, replacement }: PlantedFault): string {
  const parts = source.split(find);
  if (parts.length !== 2) {
    throw new Error(
      `${name}: the text to find stands ${parts.length - 1} times in ${file}, and must stand there once.`,
    );
  }
  return parts.join(replacement);
}
