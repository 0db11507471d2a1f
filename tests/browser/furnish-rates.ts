import pg from "pg";
import { readRateFile } from "#app/domain/routing/prices/rate-file/read-rate-file.ts";
import { splitCsv } from "#app/routes/app.shipping-costs/split-csv.ts";
import type { Demo } from "#tests/sandbox/demo/start-demo.ts";

const RATES = `service,zone,destinations,days,up_to_kg,price
DHL Paket,1,DE,2,2,5.49
DHL Paket,1,,,5,7.69
DHL Paket,1,,,10,10.49
DHL Paket,1,,,31.5,19.99
DHL Paket,2,AT | BE | ES | FR | IT | NL,4,5,17.49
DHL Paket,2,,,31.5,44.99
DHL Paket,Islands,DE 18565 | DE 25849-25869,3,31.5,22.00
DHL Paket,World,*,9,31.5,112.99
Warenpost,1,DE,3,1,2.79
`;

/** Gives a shop of the demo rate cards, two versions of them. What was decided before was not decided by them. */
export async function furnishRates({ databaseUrl }: Demo, domain: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  for (const [index, text] of [RATES.replace("5.49", "5.19"), RATES].entries()) {
    const file = splitCsv(text);
    const read = "lines" in file ? readRateFile(file.lines, { currency: "EUR", locations: [] }) : undefined;
    if (!read?.ok) throw new Error(`The demo's rates cannot be read: ${JSON.stringify(read ?? file)}`);
    await client.query(
      `INSERT INTO rate_cards (shop, version, body, did, why, saved_at, saved_by)
       SELECT id, $2, $3, 'Imported 2 rate cards', $4, $5, 'Merle Hansen' FROM shops WHERE domain = $1`,
      [domain, index + 1, JSON.stringify(read.cards), index === 0 ? "" : "Prices of January", new Date()],
    );
  }
  await client.end();
}
