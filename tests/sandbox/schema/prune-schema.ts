/**
 * Writes admin-2026-10.graphql anew: the real Admin schema, cut down to what the app and operations.graphql use.
 *
 *   node tests/sandbox/schema/prune-schema.ts <folder of the unpacked npm package @shopify/dev-mcp>
 *   node tests/sandbox/schema/prune-schema.ts --introspection <file, JSON or JSON.gz>
 *
 * With `--check` nothing is written; it fails when the committed file differs.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { buildClientSchema, lexicographicSortSchema, printSchema, type IntrospectionQuery } from "graphql";
import { z } from "zod";
import { collectAppOperations, joinDefinitions, readSandboxOperations } from "./collect-operations.ts";
import { pruneIntrospection } from "./prune-introspection.ts";

const target = join(import.meta.dirname, "admin-2026-10.graphql");
const introspectionForm = z.looseObject({ __schema: z.looseObject({ types: z.array(z.unknown()) }) });
const fileForm = z.union([introspectionForm, z.looseObject({ data: introspectionForm }).transform(({ data }) => data)]);

/** Reads an introspection result, gzipped or not, bare or inside `data`. */
export function readIntrospection(file: string): IntrospectionQuery {
  const bytes = readFileSync(file);
  const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  return fileForm.parse(JSON.parse(text)) as unknown as IntrospectionQuery;
}

/** The pruned schema as text, sorted by name so that two runs never differ. */
export function printPrunedSchema(introspection: IntrospectionQuery): string {
  const operations = joinDefinitions([...readSandboxOperations(), ...collectAppOperations()]);
  const schema = buildClientSchema(pruneIntrospection(introspection, operations));
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}

function run(): void {
  const { values, positionals } = parseArgs({
    options: { introspection: { type: "string" }, check: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const folder = positionals[0];
  const file = values.introspection ?? (folder && join(folder, "dist/data/admin_2026-10.json.gz"));
  if (!file) throw new Error("Say where the schema is: the folder of @shopify/dev-mcp, or --introspection <file>.");
  const pruned = printPrunedSchema(readIntrospection(file));
  if (!values.check) return writeFileSync(target, pruned);
  if (readFileSync(target, "utf8") !== pruned)
    throw new Error("The committed schema differs: run this without --check.");
}

if (import.meta.main) run();
