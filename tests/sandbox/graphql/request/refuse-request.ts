import { maximumQueryCost } from "#tests/sandbox/graphql/cost/query-cost.ts";

/** Lists in variables may hold so many entries (a limit of the platform). */
const maximumListLength = 250;

/** The length of the first list in the variables that is too long, however deep it lies. */
export function oversizedList(value: unknown): number | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value) && value.length > maximumListLength) return value.length;
  for (const each of Object.values(value)) {
    const length = oversizedList(each);
    if (length !== undefined) return length;
  }
  return undefined;
}

export function tooLong(length: number): object {
  return {
    message: `The input array size of ${length} is greater than the maximum allowed of ${maximumListLength}.`,
    extensions: { code: "MAX_INPUT_SIZE_EXCEEDED" },
  };
}

/** What an app sees whose bucket does not hold the requested cost; HTTP says 200 all the same. */
export const throttled = {
  message: "Throttled",
  extensions: { code: "THROTTLED", documentation: "https://shopify.dev/api/usage/rate-limits" },
};

export function tooDear(cost: number): object {
  return {
    message: `Query cost is ${cost}, which exceeds the single query max cost limit (${maximumQueryCost}).`,
    extensions: { code: "MAX_COST_EXCEEDED", cost, maxCost: maximumQueryCost },
  };
}
