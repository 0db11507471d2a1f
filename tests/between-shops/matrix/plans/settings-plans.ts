import { POLICY_AMOUNTS } from "#app/domain/routing/prices/routing-policy.ts";
import { CAPABILITIES } from "#app/domain/settings.ts";
import type { Probe, RoutePlan } from "#tests/between-shops/matrix/probe.ts";

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

/** A whole form of the page of routing that says something of one location. */
function policyDraft(locationId: string): object {
  return {
    amounts: Object.fromEntries(POLICY_AMOUNTS.map((name) => [name, "1.50"])),
    shipsAloneSkus: "TENT-*",
    neverSplitSkus: "",
    availableAnywhereSkus: "",
    keepTogether: [],
    excludedRegions: { [locationId]: "CH" },
    why: "",
  };
}

/** One version is planted in each shop; those saved by earlier questions are taken away again. */
const onlyPlanted: Probe["prepare"] = (owner, { shop }) =>
  owner.query("DELETE FROM routing_policies WHERE shop = $1 AND version > 1", [shop]);

/** What holds for a whole shop. Those that take no ids are asked with the other shop's domain. */
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
  "routes/app.routing": {
    at: () => "/app/routing",
    loader: [
      {
        names: "nothing but the domain",
        ask: ({ domain }) => ({ path: `/app/routing?shop=${domain}` }),
        answered: 200,
      },
    ],
    action: {
      save: [
        {
          names: "a location",
          ask: ({ locationId }) => ({
            path: "/app/routing",
            json: { intent: "save", basedOn: 1, draft: policyDraft(locationId) },
          }),
          answered: /One of these locations is not known/,
          prepare: onlyPlanted,
        },
      ],
      return: [
        {
          names: "nothing but the domain",
          ask: (named, own) => ({
            path: `/app/routing?shop=${named.domain}`,
            json: { intent: "return", basedOn: named === own ? 1 : 99, version: 0 },
          }),
          answered: /saved version 1 meanwhile/,
          prepare: onlyPlanted,
        },
      ],
      preview: [
        {
          names: "a location",
          ask: ({ locationId }) => ({
            path: "/app/routing",
            json: { intent: "preview", draft: policyDraft(locationId) },
          }),
          answered: 200,
          showsNothing: "A draft is tried on the asker's own orders, and nothing is saved.",
        },
      ],
    },
  },
  "routes/app.routing_.what-if": {
    at: () => "/app/routing/what-if",
    form: "resource",
    action: {
      "-": [
        {
          names: "a location",
          ask: ({ locationId }) => ({
            path: "/app/routing/what-if",
            json: { draft: policyDraft(locationId), period: { firstDay: "2026-01-01", lastDay: "2026-12-31" } },
          }),
          answered: 200,
          showsNothing: "A draft is tried on the asker's own orders, and nothing is saved.",
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
