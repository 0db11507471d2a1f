import { readFile } from "node:fs/promises";
import pg from "pg";
import { expect, test } from "vitest";
import { testDatabase } from "#tests/support/test-database.ts";

// Prisma's scalar, with its native type where one is named, as PostgreSQL's catalog calls it.
const TYPES: Readonly<Record<string, string>> = {
  String: "text",
  BigInt: "bigint",
  Int: "integer",
  "Int SmallInt": "smallint",
  Boolean: "boolean",
  Json: "jsonb",
  Bytes: "bytea",
  DateTime: "timestamp without time zone",
  "DateTime Timestamptz": "timestamp with time zone",
  "String[]": "ARRAY",
  "BigInt[]": "ARRAY",
};

type Column = { table: string; column: string; type: string; nullable: boolean };

/** Every column that schema.prisma describes, read from its text: the client's own model carries no column names. */
async function describedColumns(): Promise<Column[]> {
  const text = await readFile(new URL("../../prisma/schema.prisma", import.meta.url), "utf8");
  const columns: Column[] = [];
  for (const [, body] of text.matchAll(/^model \w+ \{\n([\s\S]*?)^\}/gm)) {
    const table = /@@map\("(\w+)"\)/.exec(body!)![1]!;
    for (const line of body!.split("\n")) {
      const field = /^\s+(\w+)\s+(\w+)(\[\]|\?)?(\s.*)?$/.exec(line);
      if (!field) continue;
      const [, name, scalar, mark, rest = ""] = field;
      const native = /@db\.(\w+)/.exec(rest)?.[1];
      const key = `${scalar}${mark === "[]" ? "[]" : ""}${native ? ` ${native}` : ""}`;
      const column = /@map\("(\w+)"\)/.exec(rest)?.[1] ?? name!;
      columns.push({ table, column, type: TYPES[key] ?? `unknown ${key}`, nullable: mark === "?" || mark === "[]" });
    }
  }
  return columns;
}

test("the database has just the columns that schema.prisma describes", async () => {
  const client = new pg.Client({ connectionString: (await testDatabase()).url });
  await client.connect();
  const { rows } = await client.query<Column>(
    `SELECT table_name AS table, column_name AS column, data_type AS type, is_nullable = 'YES' AS nullable
     FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`,
  );
  await client.end();
  const line = (column: Column) => `${column.table}.${column.column} ${column.type}${column.nullable ? " null" : ""}`;
  const described = (await describedColumns()).map(line).sort();
  expect(described.length).toBeGreaterThan(150);
  expect(rows.map(line).sort()).toEqual(described);
});
