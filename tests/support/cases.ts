import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A folder of exchanges recorded at the real platform; it is not part of the project, so most machines do not have it. */
const folder = process.env.CASES_DIR ?? "";

/** Whether the recorded cases are on this machine. Tests that need them are left out where they are not. */
export const casesPresent = folder !== "";

export type WebhookCase = {
  /** As in `X-Shopify-Topic`: "orders/create". */
  topic: string;
  /** The bytes to sign and send; parsing them would lose ids beyond 2^53. */
  body: Buffer;
};

/** The platform's own sample body for each topic, in the order of the topics; none where the cases are absent. */
export function webhookCases(): WebhookCase[] {
  if (!casesPresent) return [];
  const webhooks = join(folder, "webhooks");
  return jsonFiles(webhooks).map((file) => ({
    topic: file.slice(0, -".json".length).replace("__", "/"),
    body: readFileSync(join(webhooks, file)),
  }));
}

/** The names that `adminApiCase` knows, in alphabetical order; none where the cases are absent. */
export function adminApiCaseNames(): string[] {
  if (!casesPresent) return [];
  return jsonFiles(join(folder, "admin-api")).map((file) => file.slice(0, -".json".length));
}

/** One recorded dialogue with the Admin API; every recording has a shape of its own, so the reader narrows it. */
export function adminApiCase(name: string): unknown {
  return JSON.parse(readFileSync(join(folder, "admin-api", `${name}.json`), "utf8"));
}

function jsonFiles(path: string): string[] {
  return readdirSync(path)
    .filter((file) => file.endsWith(".json"))
    .sort();
}
