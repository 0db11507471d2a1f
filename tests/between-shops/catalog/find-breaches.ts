import { APP_RIGHTS, DEFINERS, REACHES, UNGUARDED, UNIQUE_OVER_SHOPS, WHOLE } from "./allowed.ts";
import type { Catalog, Policy, Relation } from "./catalog.ts";

const APP = "switchyard_app";
// The path of a function that works for others: nothing the caller made may stand in front of what it means.
const SAFE_PATH = "search_path=public, pg_temp";

/** What lets a shop's rows be seen or changed by whoever is not that shop, a sentence each. */
export function findBreaches(catalog: Catalog): string[] {
  return [
    ...catalog.relations.flatMap((relation) => judgeRelation(relation, catalog)),
    ...catalog.policies.flatMap((policy) => judgePolicy(policy)),
    ...judgeGrants(catalog),
    ...judgeReaches(catalog),
    ...judgeFunctions(catalog),
    ...judgeRoles(catalog),
    ...judgeKeys(catalog),
  ];
}

function judgeRelation({ schema, name, kind, ...relation }: Relation, { policies }: Catalog): string[] {
  if (kind === "view" && relation.asksAsInvoker) return [];
  // The queue engine's schema holds tables of its own; that nobody but the owner enters it is the roles' rule.
  if (schema !== "public") return [];
  if (kind !== "table") return [`The ${kind} ${name} shows its tables with the rights of its owner.`];
  if (name in UNGUARDED) return [];
  if (name !== "shops" && !relation.columns.includes("shop")) {
    return [`The table ${name} has no shop, and is not named as an exception.`];
  }
  const breaches: string[] = [];
  if (!relation.isSecured) breaches.push(`The table ${name} has no row-level security.`);
  if (!relation.isForced) breaches.push(`The table ${name} does not force row-level security on its owner.`);
  const own = policies.filter((policy) => policy.table === name && policy.roles.includes(APP));
  if (own.length === 0) breaches.push(`The table ${name} has no policy for the app.`);
  return breaches;
}

function judgePolicy(policy: Policy): string[] {
  // A restrictive policy only takes away.
  if (!policy.isPermissive) return [];
  const { table, name, command } = policy;
  return policy.roles.flatMap((role) => {
    if (role === APP) return asksForShop(policy) ? [] : [`The policy ${name} on ${table} does not ask for the shop.`];
    const commands = command === "ALL" ? ["SELECT", "INSERT", "UPDATE", "DELETE"] : [command];
    return commands
      .filter((each) => !REACHES.some((may) => may.role === role && may.table === table && may.privilege === each))
      .map((each) => `The policy ${name} on ${table} lets ${role} ${each} rows of all shops.`);
  });
}

/** Whether a policy names the shop of the transaction in all that it allows, and nothing beside it. */
function asksForShop({ table, using, check, command }: Policy): boolean {
  const column = table === "shops" ? "id" : "shop";
  const wanted = `(${column} = ( SELECT current_shop() AS current_shop))`;
  const reads = command === "INSERT" || using === wanted;
  const writes = check === null ? command !== "INSERT" : check === wanted;
  return reads && writes;
}

function judgeGrants({ grants, relations }: Catalog): string[] {
  const tables = new Set(relations.map(({ name }) => name));
  return grants.flatMap(({ schema, relation, column, grantee, privilege }) => {
    const what = column === null ? relation : `${relation}.${column}`;
    if (grantee === "PUBLIC" && tables.has(relation) && !isOfExtension(relation))
      return [`Everybody may ${privilege} ${what}.`];
    if (schema !== "public" && grantee.startsWith("switchyard_"))
      return [`${grantee} may ${privilege} ${schema}.${what}.`];
    if (grantee !== APP || !tables.has(relation)) return [];
    const rights = UNGUARDED[relation]?.appMay ?? APP_RIGHTS;
    return rights.includes(privilege) ? [] : [`The app may ${privilege} ${what}.`];
  });
}

/** Views that an extension brings, such as the one of statements, are shared by design and show no rows of tables. */
function isOfExtension(relation: string): boolean {
  return relation.startsWith("pg_");
}

/** The rights of the roles that see all shops are exactly those that are written down. */
function judgeReaches({ grants, relations }: Catalog): string[] {
  const tables = new Set(relations.map(({ name }) => name));
  const isReach = ({ grantee, relation }: { grantee: string; relation: string }) =>
    grantee.startsWith("switchyard_") && grantee !== APP && tables.has(relation);
  const line = (role: string, privilege: string, table: string, column: string) =>
    `${role} may ${privilege} ${table}.${column}`;
  const there = new Set(
    grants.filter(isReach).map((grant) => line(grant.grantee, grant.privilege, grant.relation, grant.column ?? WHOLE)),
  );
  const allowed = new Set(
    REACHES.flatMap(({ role, privilege, table, columns }) =>
      columns.map((column) => line(role, privilege, table, column)),
    ),
  );
  return [
    ...[...there].filter((each) => !allowed.has(each)).map((each) => `${each} of all shops.`),
    ...[...allowed]
      .filter((each) => !there.has(each))
      .map((each) => `It is written down that ${each}, which is not so.`),
  ];
}

function judgeFunctions({ functions }: Catalog): string[] {
  const breaches: string[] = [];
  for (const { signature, isDefiner, owner, settings, executors, source } of functions) {
    if (signature === "current_shop()" && !source.includes("nullif(current_setting('app.shop', true), '')::bigint")) {
      breaches.push("current_shop() does not answer the shop of the transaction.");
    }
    if (!isDefiner) continue;
    const allowed = DEFINERS[signature];
    if (!allowed) {
      breaches.push(`The function ${signature} works with the rights of ${owner} and is not named.`);
      continue;
    }
    if (owner !== allowed.owner) breaches.push(`The function ${signature} works as ${owner}, not as ${allowed.owner}.`);
    if (!settings.includes(SAFE_PATH))
      breaches.push(`The function ${signature} may find the caller's own tables first.`);
    if (executors.join() !== APP) breaches.push(`The function ${signature} may be called by ${executors.join(", ")}.`);
  }
  const there = new Set(functions.map(({ signature }) => signature));
  const missing = Object.keys(DEFINERS).filter((signature) => !there.has(signature));
  return [...breaches, ...missing.map((signature) => `The function ${signature} is named and is not there.`)];
}

function judgeRoles({ roles }: Catalog): string[] {
  const known = new Set([APP, ...REACHES.map(({ role }) => role)]);
  const definers = new Set(Object.values(DEFINERS).map(({ owner }) => owner));
  return roles.flatMap(({ name, powers, memberOf, members, owns, mayCreateIn, mayUse }) => [
    ...(known.has(name) ? [] : [`Nobody knows the role ${name}.`]),
    ...powers.map((power) => `${name} ${power}.`),
    ...memberOf.map((role) => `${name} has the rights of ${role}.`),
    ...(definers.has(name) ? members.map((member) => `${member} may work as ${name}.`) : []),
    ...owns.map((relation) => `${name} owns ${relation}.`),
    ...mayCreateIn.map((schema) => `${name} may create things in ${schema}.`),
    ...mayUse.filter((schema) => schema !== "public").map((schema) => `${name} may enter the schema ${schema}.`),
  ]);
}

/** A key that is unique over all shops, or that points into another's, would tell one shop of the other's rows. */
function judgeKeys({ uniqueIndexes, foreignKeys, triggers }: Catalog): string[] {
  const strange = uniqueIndexes.filter(
    ({ table, name, first }) => !(table in UNGUARDED) && first !== "shop" && !UNIQUE_OVER_SHOPS.includes(name),
  );
  return [
    ...strange.map(({ table, name }) => `The unique index ${name} on ${table} does not begin with the shop.`),
    ...foreignKeys
      .filter(({ columns }) => !columns.includes("shop"))
      .map(({ table, name }) => `The foreign key ${name} of ${table} may point at another shop's row.`),
    ...triggers.map(({ table, name }) => `The trigger ${name} on ${table} does what nobody has judged.`),
  ];
}
