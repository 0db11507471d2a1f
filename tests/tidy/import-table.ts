/** What a part of app/ may import from the other parts; its own files are always allowed. */
type Part = {
  /** Any import. */
  values?: string[];
  /** Only types, and the constants in capitals that list a union's members. */
  types?: string[];
};

// Whatever runs on the server may read the environment and write to the log.
const server = ["env.server", "log.server"];
// What several routes need of HTTP: who asks, and what a click answers.
const routeServer = ["session.server", "answer-click.server"];

/**
 * Who may import whom inside app/: routes at the top, domain at the bottom, and the two adapters (db, shopify) side by side
 * without knowledge of each other. `domain/basics` holds values every adapter speaks in (money, ids, assert), so it may be
 * imported where of the rest of domain/ only the types may.
 */
export const importTable: Record<string, Part> = {
  root: { values: ["ui", "contracts", "shopify.server", ...server], types: ["domain", "load-context", "routes"] },
  routes: {
    values: ["commands", "queries", "ui", "contracts", "domain/basics", "shopify.server", ...server, ...routeServer],
    types: ["domain", "load-context"],
  },
  ui: { values: ["domain", "domain/basics", "contracts"] },
  processes: {
    // Starting things is putting the adapters together, so both are known here and nowhere else.
    values: ["worker", "db", "shopify", "contracts", "db.server", "shopify.server", ...server],
    types: ["domain", "load-context"],
  },
  worker: {
    values: ["pipeline", "commands", "db", "db.server", "shopify", "domain/basics", ...server],
    types: ["domain", "contracts"],
  },
  pipeline: { values: ["domain", "domain/basics", "contracts", "facts", "solve", "db", "shopify", ...server] },
  commands: { values: ["domain", "domain/basics", "contracts", "db", "db.server", ...server] },
  queries: { values: ["domain", "domain/basics", "db", "db.server", ...server] },
  db: { values: ["domain/basics", ...server], types: ["domain"] },
  shopify: { values: ["domain/basics", "contracts", ...server], types: ["domain"] },
  facts: { values: ["domain/basics", "contracts", ...server], types: ["domain"] },
  solve: { values: ["domain", "domain/basics"] },
  contracts: { values: ["domain", "domain/basics"] },
  domain: { values: ["domain/basics"] },
  "domain/basics": {},
  "session.server": {
    values: ["commands", "contracts", "domain", "domain/basics", "shopify.server", ...server],
    types: ["ui", "load-context"],
  },
  "answer-click.server": { values: ["queries", "domain/basics", ...server], types: ["commands", "ui", "load-context"] },
  "shopify.server": { values: ["commands", "db", "db.server", "shopify", ...server], types: ["domain"] },
  "db.server": { values: ["db", ...server] },
  "log.server": { values: ["env.server"] },
  "env.server": {},
  "load-context": { types: ["db", "db.server", "domain", "worker"] },
};

/** Modules of packages that belong to some parts of app/; elsewhere only their types may be named. */
export const packageOwners: { packages: RegExp; parts: string[] }[] = [
  { packages: /^pg$/, parts: ["db", "db.server"] },
  { packages: /^@prisma\//, parts: ["db", "db.server", "commands", "queries"] },
  { packages: /^pg-boss$/, parts: ["worker"] },
  {
    packages:
      /^(react|react-dom|@remix-run\/react|@shopify\/(polaris|polaris-icons|app-bridge-react|shopify-app-remix\/react))(\/|$)/,
    parts: ["ui", "routes", "root"],
  },
  {
    packages: /^@shopify\/(shopify-api|shopify-app-remix|shopify-app-session-storage-prisma)(\/(?!react)|$)/,
    parts: ["shopify", "shopify.server", "session.server", "routes", "root"],
  },
];

/** Remix's own files at the top of app/. */
const rootFiles = /^app\/(root\.tsx|routes\.ts|entry\.(client|server)\.tsx)$/;

/** The part of app/ that a file belongs to: its folder, or for a file at the top its name without the ending. */
export function partOf(path: string): string {
  if (rootFiles.test(path)) return "root";
  if (path.startsWith("app/domain/basics/")) return "domain/basics";
  const [, first = "", ...rest] = path.split("/");
  return rest.length > 0 ? first : first.replace(/\.tsx?$/, "");
}
