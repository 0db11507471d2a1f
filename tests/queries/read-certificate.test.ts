import { expect, test } from "vitest";
import { forShop, NOW } from "#tests/support/app-database.ts";
import { openTestShop, placeOrder } from "#tests/support/place-rows.ts";
import { personAs } from "#tests/commands/click-as.ts";
import { context, level, levelBook, location } from "#tests/domain/build-order.ts";
import type { DecisionInputs } from "#app/domain/decision-inputs.ts";
import { decideOrder } from "#app/domain/decide-order.ts";
import type { OrderDecision } from "#app/domain/decision.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { ROLES } from "#app/domain/people/role-can.ts";
import { readCertificate } from "#app/queries/in-sight/read-certificate.ts";

const owner = personAs();
const lyon = location("11", { name: "Lyon" });

type Changes = {
  facts?: Partial<OrderFacts>;
  isImported?: boolean;
  inputs?: object;
  spoil?: (decision: OrderDecision) => OrderDecision;
};

/** Order 1, of two mugs in Lyon, decided and stored with what it was decided by. */
async function placeDecided(shop: string, { facts, isImported = false, inputs, spoil }: Changes = {}): Promise<void> {
  await placeOrder(shop, "1", { isImported, ...(facts ? { facts } : {}) });
  await forShop(shop, async (client) => {
    const order = await client.order.findFirstOrThrow({ select: { facts: true } });
    const around = context(order.facts as unknown as OrderFacts, { locations: [lyon] });
    const levels = [level("i1", "11", { committed: 2, available: 3 })];
    const decision = decideOrder(around, levelBook(...levels), NOW.toISOString());
    const { settings, locations, rateCards, ...rest } = around;
    const stored: DecisionInputs = {
      ...rest,
      levels: [],
      levelsBefore: levels,
      rateCardsVersion: 0,
      policyVersion: 0,
      groundsHash: "a",
    };
    await client.$executeRaw`INSERT INTO decision_grounds (shop, hash, grounds)
      VALUES (${BigInt(shop)}, 'a', ${JSON.stringify({ settings, locations, rateCards })}::jsonb)`;
    await client.$executeRaw`INSERT INTO decisions (shop, order_id, version, decided_at, batch_id, decision, inputs)
      VALUES (${BigInt(shop)}, 1, 1, ${NOW}, 1, ${JSON.stringify(spoil ? spoil(decision) : decision)}::jsonb,
        ${JSON.stringify(inputs ?? stored)}::jsonb)`;
  });
}

test("the certificate tells of the decision that is shown, from what is stored with it", async () => {
  const shop = await openTestShop();
  await placeDecided(shop);
  expect(await readCertificate(shop, owner, "1")).toMatchObject({
    kind: "certificate",
    decidedAt: NOW.toISOString(),
    isSame: true,
    certificate: {
      currency: "EUR",
      groups: [
        {
          lines: [{ title: "Mug", wantedUnits: 2, unitsByPlace: [2], waitingUnits: 0 }],
          places: [{ name: "Lyon", parcels: 1, grams: 800 }],
          proof: { verdict: "cheapest" },
        },
      ],
    },
  });
});

test("a decision of which another plan comes out says so", async () => {
  const shop = await openTestShop();
  const spoil = (decision: OrderDecision): OrderDecision => ({
    ...decision,
    route: { ...decision.route!, planned: decision.route!.planned.map((part) => ({ ...part, quantity: 1 })) },
  });
  await placeDecided(shop, { spoil });
  expect(await readCertificate(shop, owner, "1")).toMatchObject({ kind: "certificate", isSame: false });
});

test.each<[string, Changes, RegExp]>([
  ["of an older version of the app", { inputs: { levels: [], similarOrders: [] } }, /did not keep all it looked at/],
  ["of an order from before the installation", { isImported: true }, /is shown and not routed/],
  ["of an order that was cancelled", { facts: { cancelledAt: NOW.toISOString() } }, /nothing to route/],
])("a decision %s has none, and the sentence says why", async (_, changes, sentence) => {
  const shop = await openTestShop();
  await placeDecided(shop, changes);
  const shown = await readCertificate(shop, owner, "1");
  expect(shown).toMatchObject({ kind: "none", sentence: expect.stringMatching(sentence) as string });
});

test("an order that is not decided yet, or is another shop's, is not there", async () => {
  const [shop, other] = [await openTestShop(), await openTestShop()];
  await placeDecided(other);
  expect(await readCertificate(shop, owner, "1")).toBeUndefined();
  await placeOrder(shop, "1");
  expect(await readCertificate(shop, owner, "1")).toBeUndefined();
});

test("those see it who see why a location was chosen on the order's page, and nobody else", async () => {
  const shop = await openTestShop();
  await placeDecided(shop);
  const seeing = [];
  for (const role of ROLES) {
    const shown = await readCertificate(shop, personAs({ role, locationIds: ["11"] }), "1");
    if (shown) seeing.push(role);
  }
  expect(seeing).toEqual(["owner", "operations", "support"]);
});
