import type { ShopIds } from "#tests/between-shops/matrix/shop-ids.ts";
import type { Probe, RoutePlan } from "#tests/between-shops/matrix/probe.ts";

const orderAt = ({ heldOrderIds }: ShopIds, index: number) => `/app/orders/${heldOrderIds[index]}`;

/** An answer to an effect: named under its own order, and under an order of the asker's. */
function answerProbes(intent: "approve" | "dismiss", first: number): Probe[] {
  return [
    {
      names: "an effect and its order",
      ask: (named) => ({ path: orderAt(named, 0), form: { intent, subject: named.effectIds[first]! } }),
      answered: /This was answered already/,
    },
    {
      names: "an effect under an order of the asker's",
      ask: (named, own) => ({ path: orderAt(own, 0), form: { intent, subject: named.effectIds[first + 1]! } }),
      answered: /This was answered already/,
    },
  ];
}

/** One order, and what belongs to it. */
export const orderPlans: Record<string, RoutePlan> = {
  "routes/app.orders.$orderId": {
    at: (own) => orderAt(own, 0),
    loader: [
      { names: "an order", ask: (named) => ({ path: orderAt(named, 0) }), answered: 404 },
      {
        names: "an order and its whole story",
        ask: (named) => ({ path: `${orderAt(named, 1)}?events=1000` }),
        answered: 404,
      },
    ],
    action: {
      pass_problem: [
        {
          names: "an order",
          ask: (named) => ({
            path: orderAt(named, 1),
            form: { intent: "pass_problem", subject: "house_number_missing" },
          }),
          answered: /This order is not known here/,
        },
      ],
      decide_again: [
        {
          names: "an order",
          ask: (named) => ({ path: orderAt(named, 2), form: { intent: "decide_again" } }),
          answered: /This order is not known here/,
        },
      ],
      lock: [
        {
          names: "an order",
          ask: (named, own) => ({ path: orderAt(named, 2), form: { intent: "lock", subject: own.locationId } }),
          answered: /This order is not known here/,
        },
        {
          names: "a location for an order of the asker's own",
          ask: (named, own) => ({ path: orderAt(own, 2), form: { intent: "lock", subject: named.locationId } }),
          answered: /This location is not known here/,
        },
      ],
      unlock: [
        {
          names: "an order",
          ask: (named) => ({ path: orderAt(named, 2), form: { intent: "unlock" } }),
          answered: /This order is not known here/,
        },
      ],
      reject: [
        {
          names: "a location for an order of the asker's own",
          ask: (named, own) => ({
            path: orderAt(own, 2),
            form: { intent: "reject", subject: named.locationId, reason: "damaged" },
          }),
          answered: /This location is not known here/,
        },
      ],
      withdraw_rejection: [
        {
          names: "a location for an order of the asker's own",
          ask: (named, own) => ({
            path: orderAt(own, 2),
            form: { intent: "withdraw_rejection", subject: named.locationId },
          }),
          answered: /This location is not known here/,
        },
      ],
      approve: answerProbes("approve", 2),
      dismiss: answerProbes("dismiss", 4),
    },
  },
  "routes/app.orders.$orderId_.certificate": {
    at: (own) => `${orderAt(own, 0)}/certificate`,
    form: "data",
    loader: [
      {
        names: "an order whose route is asked for",
        ask: (named) => ({ path: `${orderAt(named, 0)}/certificate` }),
        answered: 404,
      },
    ],
  },
  "routes/app.documents.$documentId": {
    at: ({ documentId }) => `/app/documents/${documentId}`,
    loader: [
      {
        names: "a document's file",
        ask: ({ documentId }) => ({ path: `/app/documents/${documentId}` }),
        answered: 404,
      },
    ],
  },
  "routes/app.data-requests.$noticeId": {
    at: ({ dataRequestId }) => `/app/data-requests/${dataRequestId}`,
    loader: [
      {
        names: "the notice of a customer who asked for their data",
        ask: ({ dataRequestId }) => ({ path: `/app/data-requests/${dataRequestId}` }),
        answered: 404,
      },
    ],
  },
  "routes/app.messages.$messageId": {
    at: ({ messageId }) => `/app/messages/${messageId}`,
    form: "data",
    loader: [
      { names: "an inbox message", ask: ({ messageId }) => ({ path: `/app/messages/${messageId}` }), answered: 404 },
      { names: "a parked message", ask: ({ parkedIds }) => ({ path: `/app/messages/${parkedIds[0]}` }), answered: 404 },
    ],
  },
};
