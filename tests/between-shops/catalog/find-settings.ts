import type { Problem, SourceFile } from "#tests/tidy/source-file.ts";

/** The two places that open a transaction for a shop: one for the plain driver, one for Prisma. */
const OPENERS = ["app/db.server.ts", "app/db/connect-database.ts"];

// What sets anything for a connection, or changes as whom it works. In SQL, so within a text; words in a comment do no harm.
const SETS = /set_config\s*\(|['"`;]\s*(?:RE)?SET\s+(?:LOCAL|SESSION|ROLE|app\.|row_security)/i;
const SETS_FOR_TRANSACTION = /set_config\('app\.shop', '?\$\{[^}]+\}'?, true\)/;

/**
 * Places of app/ that set a shop, or a role, for longer than a transaction. A connection goes back into the pool and serves
 * another shop next: what was set for the session would still hold there.
 */
export function findSettings(files: readonly SourceFile[]): Problem[] {
  return files
    .filter(({ path, isCode }) => isCode && path.startsWith("app/"))
    .flatMap(({ path, text }) =>
      text.split("\n").flatMap((line, index) => {
        if (!SETS.test(line)) return [];
        if (OPENERS.includes(path) && SETS_FOR_TRANSACTION.test(line)) return [];
        return [{ file: path, line: index + 1, advice: "set the shop with inShop or forShop alone." }];
      }),
    );
}
