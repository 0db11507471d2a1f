import type { RoutePlan } from "#tests/between-shops/matrix/probe.ts";

/** Addresses outside the pages of the app: sign-in, and what extensions ask. */
export const outsidePlans: Record<string, RoutePlan> = {
  "routes/_index": { at: () => "/", namesNothing: "It sends the browser on to the app." },
  "routes/$": { at: () => "/nowhere", namesNothing: "There is no page." },
  "routes/auth.login": { at: () => "/auth/login", namesNothing: "It sends the browser away." },
  "routes/auth.$": { at: () => "/auth/session-token", namesNothing: "The library's own sign-in." },
  "routes/app": { at: () => "/app", namesNothing: "The frame of the pages: the shop's own name and time zone." },
  "routes/app.$": { at: () => "/app/nowhere", namesNothing: "There is no page." },
  "routes/api.order-status": {
    at: ({ bought }) => `/api/order-status?order=${bought.orderId}&page=order-status`,
    loader: [
      {
        names: "an order and its customer",
        ask: ({ bought }) => ({
          path: `/api/order-status?order=${bought.orderId}&page=order-status`,
          as: { customerId: bought.customerId },
        }),
        answered: 404,
      },
      {
        names: "an order under the asker's own customer",
        ask: (named, own) => ({
          path: `/api/order-status?order=${named.bought.orderId}&page=order-status`,
          as: { customerId: own.bought.customerId },
        }),
        answered: 404,
      },
      {
        names: "an order and its confirmation number",
        ask: ({ bought }) => ({
          path: `/api/order-status?order=${bought.orderId}&page=thank-you&number=${bought.confirmationNumber}`,
          as: { customerId: null },
        }),
        answered: 404,
      },
    ],
  },
  "routes/api.admin-order": {
    at: ({ heldOrderIds }) => `/api/admin-order?order=${heldOrderIds[0]}`,
    loader: [
      {
        names: "an order",
        ask: ({ heldOrderIds }) => ({ path: `/api/admin-order?order=${heldOrderIds[0]}` }),
        answered: /^\s*\{"order":null\}$/,
      },
    ],
    action: {
      "-": [
        {
          names: "an order",
          ask: ({ heldOrderIds }) => ({
            path: "/api/admin-order",
            json: { order: heldOrderIds[0], codes: ["house_number_missing"] },
          }),
          answered: /"order":null.*This order is not known here/,
        },
      ],
    },
  },
};
