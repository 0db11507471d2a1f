import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readAppListing } from "./app-listing.ts";

test("name and scopes of the app are those of its configuration file", async () => {
  const folder = await mkdtemp(join(tmpdir(), "app-listing-"));
  const file = join(folder, "shopify.app.toml");
  await writeFile(
    file,
    `client_id = ""\nname = "switchyard"\n[access_scopes]\nscopes = "read_orders,read_products"\noptional_scopes = [\n  "write_orders",\n  "write_inventory"\n]\n`,
  );
  expect(await readAppListing(file)).toEqual({
    name: "Switchyard",
    scopes: ["read_orders", "read_products"],
    optionalScopes: ["write_orders", "write_inventory"],
  });
  await rm(folder, { recursive: true });
});
