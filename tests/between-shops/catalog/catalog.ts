import type pg from "pg";

export type Relation = {
  schema: string;
  name: string;
  kind: "table" | "view" | "materialized view";
  isSecured: boolean;
  isForced: boolean;
  /** A view that looks at its tables with the rights of whoever asks. */
  asksAsInvoker: boolean;
  columns: string[];
};

export type Policy = {
  table: string;
  name: string;
  roles: string[];
  command: "ALL" | "SELECT" | "INSERT" | "UPDATE" | "DELETE";
  isPermissive: boolean;
  using: string | null;
  check: string | null;
};

/** One right of one role, on a whole relation (column null) or a column of it. `PUBLIC` stands for everybody. */
export type Grant = { schema: string; relation: string; column: string | null; grantee: string; privilege: string };

export type DefinedFunction = {
  signature: string;
  isDefiner: boolean;
  owner: string;
  settings: string[];
  executors: string[];
  source: string;
};

export type Role = {
  name: string;
  /** Attributes that would lift a role over the policies, or let somebody in as it. */
  powers: string[];
  memberOf: string[];
  members: string[];
  owns: string[];
  mayCreateIn: string[];
  mayUse: string[];
};

export type UniqueIndex = { table: string; name: string; first: string };
export type ForeignKey = { table: string; name: string; columns: string[] };

export type Catalog = {
  relations: Relation[];
  policies: Policy[];
  grants: Grant[];
  functions: DefinedFunction[];
  roles: Role[];
  uniqueIndexes: UniqueIndex[];
  foreignKeys: ForeignKey[];
  triggers: { table: string; name: string }[];
};

const OURS = `n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_t%'`;

/** What PostgreSQL's own catalog says of who may see and do what in this database. */
export async function readCatalog(client: pg.Client): Promise<Catalog> {
  const ask = async <Row extends object>(text: string) => (await client.query<Row>(text)).rows;
  return {
    relations: await ask<Relation>(RELATIONS),
    policies: await ask<Policy>(POLICIES),
    grants: await ask<Grant>(GRANTS),
    functions: await ask<DefinedFunction>(FUNCTIONS),
    roles: await ask<Role>(ROLES),
    uniqueIndexes: await ask<UniqueIndex>(UNIQUE_INDEXES),
    foreignKeys: await ask<ForeignKey>(FOREIGN_KEYS),
    triggers: await ask<{ table: string; name: string }>(TRIGGERS),
  };
}

const RELATIONS = `
  SELECT n.nspname AS schema, c.relname AS name, c.relrowsecurity AS "isSecured", c.relforcerowsecurity AS "isForced",
    CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE 'table' END AS kind,
    coalesce('security_invoker=true' = ANY(c.reloptions) OR 'security_invoker=on' = ANY(c.reloptions), false) AS "asksAsInvoker",
    (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
     WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND ${OURS} ORDER BY 1, 2`;

const POLICIES = `
  SELECT tablename AS table, policyname AS name, roles::text[] AS roles, cmd AS command,
    permissive = 'PERMISSIVE' AS "isPermissive", qual AS using, with_check AS check
  FROM pg_policies WHERE schemaname = 'public' ORDER BY 1, 2`;

const GRANTS = `
  SELECT n.nspname AS schema, c.relname AS relation, NULL AS column, coalesce(r.rolname, 'PUBLIC') AS grantee, a.privilege_type AS privilege
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
  WHERE ${OURS} AND a.grantee IS DISTINCT FROM c.relowner
  UNION ALL
  SELECT n.nspname, c.relname, t.attname, coalesce(r.rolname, 'PUBLIC'), a.privilege_type
  FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    CROSS JOIN aclexplode(t.attacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
  WHERE ${OURS} ORDER BY 4, 2, 5, 3`;

// Functions of extensions are the extension's; they are no doors of ours.
const FUNCTIONS = `
  SELECT p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS signature, p.prosecdef AS "isDefiner",
    pg_get_userbyid(p.proowner) AS owner, coalesce(p.proconfig, '{}') AS settings, p.prosrc AS source,
    ARRAY(SELECT coalesce(r.rolname, 'PUBLIC') FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
          LEFT JOIN pg_roles r ON r.oid = a.grantee WHERE a.grantee <> p.proowner ORDER BY 1)::text[] AS executors
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE ${OURS} AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') ORDER BY 1`;

const ROLES = `
  SELECT r.rolname AS name,
    array_remove(ARRAY[CASE WHEN rolsuper THEN 'superuser' END, CASE WHEN rolbypassrls THEN 'passes policies by' END,
      CASE WHEN rolcanlogin THEN 'logs in' END, CASE WHEN rolcreaterole THEN 'creates roles' END,
      CASE WHEN rolcreatedb THEN 'creates databases' END, CASE WHEN rolreplication THEN 'replicates' END], NULL) AS powers,
    ARRAY(SELECT pg_get_userbyid(m.roleid)::text FROM pg_auth_members m WHERE m.member = r.oid) AS "memberOf",
    ARRAY(SELECT DISTINCT pg_get_userbyid(m.member)::text FROM pg_auth_members m JOIN pg_roles u ON u.oid = m.member
          WHERE m.roleid = r.oid AND m.set_option AND NOT u.rolsuper) AS members,
    ARRAY(SELECT c.relname::text FROM pg_class c WHERE c.relowner = r.oid) AS owns,
    ARRAY(SELECT n.nspname::text FROM pg_namespace n WHERE ${OURS} AND has_schema_privilege(r.oid, n.oid, 'CREATE')) AS "mayCreateIn",
    ARRAY(SELECT n.nspname::text FROM pg_namespace n WHERE ${OURS} AND has_schema_privilege(r.oid, n.oid, 'USAGE')) AS "mayUse"
  FROM pg_roles r WHERE r.rolname LIKE 'switchyard\\_%' ORDER BY 1`;

const UNIQUE_INDEXES = `
  SELECT c.relname AS table, x.relname AS name, a.attname AS first
  FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid
    LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
  WHERE i.indisunique AND c.relnamespace = 'public'::regnamespace ORDER BY 1, 2`;

const FOREIGN_KEYS = `
  SELECT c.relname AS table, k.conname AS name,
    ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY(k.conkey)) AS columns
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE k.contype = 'f' AND c.relnamespace = 'public'::regnamespace`;

const TRIGGERS = `
  SELECT c.relname AS table, t.tgname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
  WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace`;
