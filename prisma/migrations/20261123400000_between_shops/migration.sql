-- Functions that see more than one shop work as roles of their own, which may do what the function does and nothing else.
-- Before, they worked as the owner of the tables, so that policies had to show the owner the orders of all shops. Nobody
-- logs in as these roles, nobody is a member of them, and they own nothing but their functions.
DO $roles$
DECLARE wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['switchyard_doorkeeper', 'switchyard_finder'] LOOP
        BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', wanted);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END;
        EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
        -- Whoever is to own a function must be able to create one; this is taken back below.
        EXECUTE format('GRANT USAGE, CREATE ON SCHEMA public TO %I', wanted);
    END LOOP;
END
$roles$;

-- The doorkeeper knows the shops and their people: it opens a shop, and tells which shop a domain is and who asks.
DROP POLICY opened_by_owner ON "shops";
DROP POLICY opened_by_owner ON "shop_writers";
DROP POLICY opened_by_owner ON "capabilities";
CREATE POLICY known_to_doorkeeper ON "shops" FOR SELECT TO switchyard_doorkeeper USING (true);
CREATE POLICY opened ON "shops" FOR INSERT TO switchyard_doorkeeper WITH CHECK (true);
CREATE POLICY opened_again ON "shops" FOR UPDATE TO switchyard_doorkeeper USING (true) WITH CHECK (true);
CREATE POLICY opened ON "shop_writers" FOR INSERT TO switchyard_doorkeeper WITH CHECK (true);
CREATE POLICY opened ON "capabilities" FOR INSERT TO switchyard_doorkeeper WITH CHECK (true);
GRANT SELECT ("id", "domain", "status", "installed_at", "uninstalled_at") ON "shops" TO switchyard_doorkeeper;
GRANT INSERT ("domain", "name", "installed_at", "scopes") ON "shops" TO switchyard_doorkeeper;
GRANT UPDATE ("status", "installed_at", "uninstalled_at") ON "shops" TO switchyard_doorkeeper;
GRANT INSERT ("shop") ON "shop_writers" TO switchyard_doorkeeper;
GRANT INSERT ("shop", "capability", "changed_at", "changed_by") ON "capabilities" TO switchyard_doorkeeper;
GRANT USAGE ON SEQUENCE "shops_id_seq" TO switchyard_doorkeeper;
DROP POLICY asked_by_owner ON "people";
CREATE POLICY known_to_doorkeeper ON "people" FOR SELECT TO switchyard_doorkeeper USING (true);
GRANT SELECT ("shop", "id", "name", "role", "location_ids", "refund_limit_minor", "cancel_limit_minor", "last_seen_at", "named_at")
    ON "people" TO switchyard_doorkeeper;

-- The finder reads what a search looks at, and not what it finds. Its policy must not ask for the shop: then PostgreSQL would
-- again look at rows before the index on trigrams (see search_orders); the function asks for it.
DROP POLICY searched_by_owner ON "orders";
CREATE POLICY searched ON "orders" FOR SELECT TO switchyard_finder USING (true);
GRANT SELECT ("shop", "id", "created_at", "search_text") ON "orders" TO switchyard_finder;

-- A path that does not name pg_temp has it in front: a table that the caller made under the name of one of ours, with a trigger,
-- would run the caller's code with the function's rights.
ALTER FUNCTION open_shop(text, text, timestamptz) SET search_path = public, pg_temp;
ALTER FUNCTION shop_of_domain(text) SET search_path = public, pg_temp;
ALTER FUNCTION person_of(text, bigint) SET search_path = public, pg_temp;
ALTER FUNCTION search_orders(text, boolean, integer) SET search_path = public, pg_temp;

ALTER FUNCTION open_shop(text, text, timestamptz) OWNER TO switchyard_doorkeeper;
ALTER FUNCTION shop_of_domain(text) OWNER TO switchyard_doorkeeper;
ALTER FUNCTION person_of(text, bigint) OWNER TO switchyard_doorkeeper;
ALTER FUNCTION search_orders(text, boolean, integer) OWNER TO switchyard_finder;

REVOKE CREATE ON SCHEMA public FROM switchyard_doorkeeper, switchyard_finder;
REVOKE switchyard_doorkeeper, switchyard_finder FROM CURRENT_USER;

-- The owner may take the roles of the pools on, but has none of their rights by itself: the dispatcher's policies, which show
-- that there is work at every shop, would show a session of the owner all rows. Before PostgreSQL 16 that cannot be said.
DO $memberships$
DECLARE named text;
BEGIN
    IF current_setting('server_version_num')::int >= 160000 THEN
        FOREACH named IN ARRAY ARRAY['switchyard_app', 'switchyard_ingest', 'switchyard_dispatcher'] LOOP
            BEGIN
                EXECUTE format('GRANT %I TO CURRENT_USER WITH INHERIT FALSE', named);
            -- Whoever restored a dump may have been given the roles by a superuser, who then says it.
            EXCEPTION WHEN insufficient_privilege THEN NULL;
            END;
        END LOOP;
    END IF;
END
$memberships$;
