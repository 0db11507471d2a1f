-- Lists of very many orders: each filter has its own path to its newest orders, and a search finds what it names.
-- Measured with a million orders of one shop (docs/performance.md): a rare country took 215 ms without its index, a name 1 s.
CREATE INDEX "orders_country" ON "orders" ("shop", "country_code", "created_at" DESC, "id" DESC);
CREATE INDEX "orders_source" ON "orders" ("shop", "source_name", "created_at" DESC, "id" DESC);
CREATE INDEX "orders_test" ON "orders" ("shop", "created_at" DESC, "id" DESC) WHERE "is_test";
CREATE INDEX "orders_name" ON "orders" ("shop", "name");

-- Under row-level security PostgreSQL must not let an operator that might tell of a row it saw (LIKE among them) look at rows
-- before the policy has: so the index on trigrams is never used for the app. This function works as the owner of the table,
-- for the shop of the transaction and no other, and answers ids alone; the rows themselves are then read under the policy.
CREATE FUNCTION search_orders(pattern text, newest_first boolean, most integer) RETURNS bigint[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $search$
DECLARE found bigint[];
BEGIN
    -- The text of the statement names shop and pattern, so that each is planned by how many orders it will find.
    EXECUTE format(
        'SELECT array_agg(id) FROM (SELECT id FROM orders WHERE shop = %s AND search_text ILIKE %L
         ORDER BY created_at %s, id %3$s LIMIT %4$s) AS found',
        coalesce(current_shop(), 0), pattern, CASE WHEN newest_first THEN 'DESC' ELSE 'ASC' END, most)
    INTO found;
    RETURN coalesce(found, '{}');
END
$search$;
REVOKE ALL ON FUNCTION search_orders(text, boolean, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_orders(text, boolean, integer) TO switchyard_app;

-- Where the owner is no superuser the forced policies hold for it too: the function reads through this one.
CREATE POLICY searched_by_owner ON "orders" FOR SELECT TO CURRENT_USER USING (true);
