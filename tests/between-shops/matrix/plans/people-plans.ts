import type { RoutePlan } from "#tests/between-shops/matrix/probe.ts";

const NOT_KNOWN = /is not known/;

/** Who may what at a shop, and what they did. */
export const peoplePlans: Record<string, RoutePlan> = {
  "routes/app.people": {
    at: () => "/app/people",
    loader: [
      { names: "nothing but the domain", ask: ({ domain }) => ({ path: `/app/people?shop=${domain}` }), answered: 200 },
    ],
    action: {
      set_role: [
        {
          names: "a person",
          ask: ({ personIds }) => ({
            path: "/app/people",
            form: { intent: "set_role", subject: personIds[0]!, role: "support" },
          }),
          answered: NOT_KNOWN,
        },
      ],
      set_locations: [
        {
          names: "a person",
          ask: ({ personIds, locationId }) => ({
            path: "/app/people",
            form: { intent: "set_locations", subject: personIds[1]!, locationIds: locationId },
          }),
          answered: NOT_KNOWN,
        },
        {
          names: "a location, for a person of the asker's",
          ask: ({ locationId }, { personIds }) => ({
            path: "/app/people",
            form: { intent: "set_locations", subject: personIds[2]!, locationIds: locationId },
          }),
          answered: NOT_KNOWN,
        },
      ],
      set_limits: [
        {
          names: "a person",
          ask: ({ personIds }) => ({
            path: "/app/people",
            form: { intent: "set_limits", subject: personIds[1]!, refund: "10", cancel: "10" },
          }),
          answered: NOT_KNOWN,
        },
      ],
      set_default_role: [
        {
          names: "nothing but the domain",
          ask: ({ domain }) => ({
            path: `/app/people?shop=${domain}`,
            form: { intent: "set_default_role", role: "support" },
          }),
          answered: "own",
        },
      ],
    },
  },
  "routes/app.log": {
    at: () => "/app/log",
    loader: [
      { names: "a person", ask: ({ staffId }) => ({ path: `/app/log?person=${staffId}` }), answered: 200 },
      {
        names: "the place before an entry",
        ask: ({ logEntryId }) => ({ path: `/app/log?before=${BigInt(logEntryId) + 1n}` }),
        answered: 200,
      },
    ],
  },
};
