import { CAPABILITIES } from "#app/domain/settings.ts";
import type { RoutePlan } from "#tests/between-shops/matrix/probe.ts";

/** A whole form, as the page of settings sends it, that is refused for one field; and one that is right. */
function settingsForm(hourlyLimit: string): object {
  return {
    capabilities: Object.fromEntries(
      CAPABILITIES.map((name) => [name, { mode: "watch", goLiveDay: "2026-11-01", hourlyLimit }]),
    ),
    duplicateWindowMinutes: "61",
    holdRiskLevel: "HIGH",
    allowedBorderCrossings: [],
    invoiceSeriesPrefix: "HW",
    seller: {
      name: "Hawthornwick",
      address1: "Dock Road 1",
      zip: "20457",
      city: "Hamburg",
      countryCode: "DE",
      vatId: "",
    },
  };
}

/** What holds for a whole shop. These take no ids: they are asked with the other shop's domain. */
export const settingsPlans: Record<string, RoutePlan> = {
  "routes/app.settings": {
    at: () => "/app/settings",
    loader: [
      {
        names: "nothing but the domain",
        ask: ({ domain }) => ({ path: `/app/settings?shop=${domain}` }),
        answered: 200,
      },
    ],
    action: {
      "-": [
        {
          names: "nothing but the domain",
          ask: (named, own) => ({
            path: `/app/settings?shop=${named.domain}`,
            json: settingsForm(named === own ? "77" : "too many"),
          }),
          answered: /Nothing was saved/,
        },
      ],
    },
  },
  "routes/app.stop": {
    at: () => "/app/stop",
    form: "data",
    action: {
      "-": [
        {
          names: "nothing but the domain",
          ask: ({ domain }) => ({ path: `/app/stop?shop=${domain}`, form: {} }),
          answered: "own",
          prepare: (owner, { shop }) => owner.query("UPDATE capabilities SET mode = 'suggest' WHERE shop = $1", [shop]),
        },
      ],
    },
  },
};
