import type pg from "pg";
import { copyIn, copyLine } from "./copy-in.ts";
import type { RecordedTable } from "./recorded-rows.ts";

/** Ways of writing many rows of one table in one statement. */
export const writers: Readonly<Record<string, (client: pg.Client, table: RecordedTable) => Promise<void>>> = {
  COPY: copyRows,
  VALUES: insertValues,
  unnest: insertUnnested,
};

// PostgreSQL takes at most 65,535 parameters in one statement.
const MOST_PARAMETERS = 60_000;

async function copyRows(client: pg.Client, { name, columns, rows }: RecordedTable): Promise<void> {
  const lines = rows.map((row) => copyLine(row));
  await copyIn(client, name, columns, Buffer.from(lines.join("")));
}

async function insertValues(client: pg.Client, { name, columns, types, rows }: RecordedTable): Promise<void> {
  const most = Math.floor(MOST_PARAMETERS / columns.length);
  for (let start = 0; start < rows.length; start += most) {
    const part = rows.slice(start, start + most);
    const tuples = part.map((_row, row) => {
      const places = types.map((type, column) => `$${row * types.length + column + 1}::${type}`);
      return `(${places.join(",")})`;
    });
    await client.query(`INSERT INTO ${name} (${columns.join(",")}) VALUES ${tuples.join(",")}`, part.flat());
  }
}

/** Columns travel as one array of texts each and are cast row by row: arrays of arrays do not unnest. */
async function insertUnnested(client: pg.Client, { name, columns, types, rows }: RecordedTable): Promise<void> {
  const arrays = columns.map((_column, index) => rows.map((row) => row[index]));
  const places = columns.map((_column, index) => `$${index + 1}::text[]`);
  const casts = types.map((type, index) => `u.c${index}::${type}`);
  const names = types.map((_type, index) => `c${index}`);
  await client.query(
    `INSERT INTO ${name} (${columns.join(",")}) SELECT ${casts.join(",")} FROM unnest(${places.join(",")}) AS u (${names.join(",")})`,
    arrays,
  );
}
