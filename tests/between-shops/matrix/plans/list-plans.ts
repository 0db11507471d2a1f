import type { Probe, RoutePlan } from "#tests/between-shops/matrix/probe.ts";

const search = (names: string, text: (named: { email: string; orderName: string }) => string): Probe => ({
  names,
  ask: (named) => ({ path: `/app/orders?search=${encodeURIComponent(text(named))}` }),
  answered: 200,
});

/** A message that cannot be understood is replayed and parked again, which its click is told. */
const PARKED_AGAIN = 422;

/** Lists: what somebody looks for, and the places in them that stand in an address. */
export const listPlans: Record<string, RoutePlan> = {
  "routes/app.orders._index": {
    at: () => "/app/orders",
    loader: [
      search("a buyer's e-mail address", ({ email }) => email),
      search("a part of a buyer's e-mail address", ({ email }) => email.slice(0, 6)),
      search("an order's name", ({ orderName }) => orderName),
      search("a pattern that fits everything", () => "%"),
      {
        names: "the place after an order",
        ask: ({ orderCursor }) => ({ path: `/app/orders?after=${orderCursor}` }),
        answered: 200,
      },
      {
        names: "the place before an order",
        ask: ({ orderCursor }) => ({ path: `/app/orders?before=${orderCursor}` }),
        answered: 200,
      },
    ],
    action: {
      pass_problems: [
        {
          names: "orders",
          ask: ({ heldOrderIds }) => ({
            path: "/app/orders?index",
            form: { intent: "pass_problems", subject: heldOrderIds.slice(3, 5).join(",") },
          }),
          answered: /No problem holds any of these orders/,
        },
        {
          names: "orders among the asker's own",
          ask: (named, own) => ({
            path: "/app/orders?index",
            form: { intent: "pass_problems", subject: [named.heldOrderIds[5]!, own.quietOrderId].join(",") },
          }),
          answered: /No problem holds any of these orders/,
        },
      ],
      decide_again: [
        {
          names: "orders",
          ask: ({ heldOrderIds }) => ({
            path: "/app/orders?index",
            form: { intent: "decide_again", subject: heldOrderIds.slice(0, 2).join(",") },
          }),
          answered: /This order is not known here/,
        },
      ],
    },
  },
  "routes/app.parked": {
    at: () => "/app/parked",
    loader: [
      {
        names: "the place before a parked message",
        ask: ({ parkedIds }) => ({ path: `/app/parked?before=${BigInt(parkedIds.at(-1)!) + 1n}` }),
        answered: 200,
      },
    ],
    action: {
      replay: [
        {
          names: "a parked message",
          ask: ({ parkedIds }) => ({ path: "/app/parked", form: { intent: "replay", subject: parkedIds[0]! } }),
          answered: /Somebody has settled this already/,
          ownStatus: PARKED_AGAIN,
        },
        {
          names: "a reason for which messages are parked",
          ask: ({ parkedReasons }) => ({
            path: "/app/parked",
            form: { intent: "replay", subject: parkedReasons[1]!, isReason: "yes" },
          }),
          answered: /Somebody has settled this already/,
          ownStatus: PARKED_AGAIN,
        },
      ],
      discard: [
        {
          names: "a parked message",
          ask: ({ parkedIds }) => ({ path: "/app/parked", form: { intent: "discard", subject: parkedIds[2]! } }),
          answered: /Somebody has settled this already/,
        },
        {
          names: "a reason for which messages are parked",
          ask: ({ parkedReasons }) => ({
            path: "/app/parked",
            form: { intent: "discard", subject: parkedReasons[3]!, isReason: "yes" },
          }),
          answered: /Somebody has settled this already/,
        },
      ],
    },
  },
  "routes/app.history": {
    at: () => "/app/history",
    loader: [
      {
        names: "the place after a finding",
        ask: ({ findingCursor }) => ({ path: `/app/history?kind=bad_address&after=${findingCursor}` }),
        answered: 200,
      },
      {
        names: "the place before a finding",
        ask: ({ findingCursor }) => ({ path: `/app/history?kind=bad_address&before=${findingCursor}` }),
        answered: 200,
      },
    ],
    action: {
      start_again: [
        {
          names: "nothing but the domain",
          ask: ({ domain }) => ({ path: `/app/history?shop=${domain}`, form: { intent: "start_again" } }),
          answered: /The import has not failed/,
          prepare: (owner, { shop }) =>
            owner.query("UPDATE history_imports SET state = 'failed', reason = 'Planned.' WHERE shop = $1", [shop]),
        },
      ],
    },
  },
};
