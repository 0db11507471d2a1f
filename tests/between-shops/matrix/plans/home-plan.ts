import type { RoutePlan } from "#tests/between-shops/matrix/probe.ts";

const ANSWERED_ALREADY = /This was answered already/;

export const homePlan: Record<string, RoutePlan> = {
  "routes/app._index": {
    at: () => "/app",
    loader: [
      {
        names: "nothing but the domain",
        ask: ({ domain }) => ({ path: `/app?shop=${domain}` }),
        answered: 200,
      },
    ],
    action: {
      approve: [
        {
          names: "an effect that waits for an answer",
          ask: ({ effectIds }) => ({ path: "/app?index", form: { intent: "approve", subject: effectIds[0]! } }),
          answered: ANSWERED_ALREADY,
        },
      ],
      dismiss: [
        {
          names: "an effect that waits for an answer",
          ask: ({ effectIds }) => ({ path: "/app?index", form: { intent: "dismiss", subject: effectIds[1]! } }),
          answered: ANSWERED_ALREADY,
        },
      ],
      finish: [
        {
          names: "a notice",
          ask: ({ noticeIds }) => ({ path: "/app?index", form: { intent: "finish", subject: noticeIds[0]! } }),
          answered: /Somebody has done this already/,
        },
      ],
    },
  },
};
