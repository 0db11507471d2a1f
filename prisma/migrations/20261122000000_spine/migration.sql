-- The spine: tables, the three roles that work on them, and who may see what.
-- The tables are as `prisma migrate diff` writes them from schema.prisma; what Prisma cannot say follows below them.


-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "isOnline" BOOLEAN NOT NULL DEFAULT false,
    "scope" TEXT,
    "expires" TIMESTAMP(3),
    "accessToken" TEXT NOT NULL,
    "userId" BIGINT,
    "firstName" TEXT,
    "lastName" TEXT,
    "email" TEXT,
    "accountOwner" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT,
    "collaborator" BOOLEAN DEFAULT false,
    "emailVerified" BOOLEAN DEFAULT false,
    "refreshToken" TEXT,
    "refreshTokenExpires" TIMESTAMP(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shops" (
    "id" BIGSERIAL NOT NULL,
    "domain" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "currency" TEXT NOT NULL DEFAULT 'EUR',
    "country_code" TEXT NOT NULL DEFAULT '',
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "status" TEXT NOT NULL DEFAULT 'installed',
    "scopes" TEXT[],
    "settings" JSONB NOT NULL DEFAULT '{}',
    "installed_at" TIMESTAMPTZ(3) NOT NULL,
    "uninstalled_at" TIMESTAMPTZ(3),
    "catalog_read_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3),

    CONSTRAINT "shops_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shop_writers" (
    "shop" BIGINT NOT NULL,
    "batch_id" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "shop_writers_pkey" PRIMARY KEY ("shop")
);

-- CreateTable
CREATE TABLE "capabilities" (
    "shop" BIGINT NOT NULL,
    "capability" TEXT NOT NULL,
    "mode" TEXT NOT NULL DEFAULT 'watch',
    "go_live_at" TIMESTAMPTZ(3),
    "hourly_limit" INTEGER NOT NULL DEFAULT 500,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_by" TEXT NOT NULL,

    CONSTRAINT "capabilities_pkey" PRIMARY KEY ("shop","capability")
);

-- CreateTable
CREATE TABLE "inbox_messages" (
    "shop" BIGINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "lane" SMALLINT NOT NULL DEFAULT 2,
    "topic" TEXT NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "event_id" TEXT,
    "api_version" TEXT,
    "triggered_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "body" BYTEA NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "reason" TEXT,
    "order_id" BIGINT,
    "batch_id" BIGINT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbox_messages_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "orders" (
    "shop" BIGINT NOT NULL,
    "id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "facts" JSONB NOT NULL,
    "headline" TEXT NOT NULL DEFAULT 'placed',
    "needs_person" BOOLEAN NOT NULL DEFAULT false,
    "problems" TEXT[],
    "sentence" TEXT NOT NULL DEFAULT '',
    "search_text" TEXT NOT NULL DEFAULT '',
    "customer_key" TEXT,
    "basket" TEXT NOT NULL DEFAULT '',
    "address_key" TEXT NOT NULL DEFAULT '',
    "currency" TEXT NOT NULL,
    "total_minor" BIGINT NOT NULL DEFAULT 0,
    "line_count" INTEGER NOT NULL DEFAULT 0,
    "country_code" TEXT,
    "source_name" TEXT NOT NULL DEFAULT '',
    "is_test" BOOLEAN NOT NULL DEFAULT false,
    "is_imported" BOOLEAN NOT NULL DEFAULT false,
    "passed_problems" TEXT[],
    "decided_at" TIMESTAMPTZ(3),
    "decide_at" TIMESTAMPTZ(3),

    CONSTRAINT "orders_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "fulfillment_orders" (
    "shop" BIGINT NOT NULL,
    "id" BIGINT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "location_id" BIGINT,
    "plan_state" TEXT NOT NULL DEFAULT 'deciding',
    "frozen_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fulfillment_orders_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "timeline_entries" (
    "shop" BIGINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "order_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "sentence" TEXT NOT NULL,
    "details" JSONB,
    "inbox_id" BIGINT,

    CONSTRAINT "timeline_entries_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "decisions" (
    "shop" BIGINT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "batch_id" BIGINT NOT NULL,
    "decision" JSONB NOT NULL,
    "inputs" JSONB NOT NULL,

    CONSTRAINT "decisions_pkey" PRIMARY KEY ("shop","order_id","version")
);

-- CreateTable
CREATE TABLE "locations" (
    "shop" BIGINT NOT NULL,
    "id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "priority" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3),

    CONSTRAINT "locations_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "variants" (
    "shop" BIGINT NOT NULL,
    "id" BIGINT NOT NULL,
    "product_id" BIGINT,
    "inventory_item_id" BIGINT,
    "sku" TEXT,
    "title" TEXT NOT NULL,
    "is_tracked" BOOLEAN NOT NULL DEFAULT true,
    "sells_beyond_zero" BOOLEAN NOT NULL DEFAULT false,
    "requires_shipping" BOOLEAN NOT NULL DEFAULT true,
    "is_deleted" BOOLEAN NOT NULL DEFAULT false,
    "updated_at" TIMESTAMPTZ(3),

    CONSTRAINT "variants_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "inventory_levels" (
    "shop" BIGINT NOT NULL,
    "inventory_item_id" BIGINT NOT NULL,
    "location_id" BIGINT NOT NULL,
    "available" INTEGER NOT NULL DEFAULT 0,
    "committed" INTEGER NOT NULL DEFAULT 0,
    "reserved" INTEGER NOT NULL DEFAULT 0,
    "safety_stock" INTEGER NOT NULL DEFAULT 0,
    "damaged" INTEGER NOT NULL DEFAULT 0,
    "quality_control" INTEGER NOT NULL DEFAULT 0,
    "incoming" INTEGER NOT NULL DEFAULT 0,
    "outside" INTEGER NOT NULL DEFAULT 0,
    "allocated" INTEGER NOT NULL DEFAULT 0,
    "safety_stock_units" INTEGER NOT NULL DEFAULT 0,
    "unsettled_units" INTEGER NOT NULL DEFAULT 0,
    "is_tracked" BOOLEAN NOT NULL DEFAULT true,
    "is_connected" BOOLEAN NOT NULL DEFAULT true,
    "observed_at" TIMESTAMPTZ(3),

    CONSTRAINT "inventory_levels_pkey" PRIMARY KEY ("shop","inventory_item_id","location_id")
);

-- CreateTable
CREATE TABLE "ledger_entries" (
    "shop" BIGINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "posting" BIGINT NOT NULL,
    "inventory_item_id" BIGINT NOT NULL,
    "location_id" BIGINT NOT NULL,
    "account" TEXT NOT NULL,
    "delta" INTEGER NOT NULL,
    "cause" TEXT NOT NULL,
    "inbox_id" BIGINT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_entries_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "allocations" (
    "shop" BIGINT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "line_item_id" BIGINT NOT NULL,
    "location_id" BIGINT NOT NULL,
    "inventory_item_id" BIGINT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "allocations_pkey" PRIMARY KEY ("shop","order_id","line_item_id","location_id")
);

-- CreateTable
CREATE TABLE "oversell_cases" (
    "shop" BIGINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "inventory_item_id" BIGINT NOT NULL,
    "location_id" BIGINT NOT NULL,
    "units" INTEGER NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "oversell_cases_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "document_series" (
    "shop" BIGINT NOT NULL,
    "series" TEXT NOT NULL,
    "next_number" BIGINT NOT NULL DEFAULT 1,
    "last_hash" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "document_series_pkey" PRIMARY KEY ("shop","series")
);

-- CreateTable
CREATE TABLE "documents" (
    "shop" BIGINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "order_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "series" TEXT NOT NULL,
    "number" BIGINT NOT NULL,
    "label" TEXT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "issue_day" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "body" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "documents_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "document_files" (
    "shop" BIGINT NOT NULL,
    "document_id" BIGINT NOT NULL,
    "format" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "sha256" TEXT NOT NULL,
    "rendered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "document_files_pkey" PRIMARY KEY ("shop","document_id","format")
);

-- CreateTable
CREATE TABLE "outbox_messages" (
    "shop" BIGINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "capability" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "result" JSONB,

    CONSTRAINT "outbox_messages_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "wanted_reads" (
    "shop" BIGINT NOT NULL,
    "subject" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "wanted_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "round" INTEGER NOT NULL DEFAULT 0,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "reason" TEXT,

    CONSTRAINT "wanted_reads_pkey" PRIMARY KEY ("shop","subject","object_id")
);

-- CreateTable
CREATE TABLE "notices" (
    "shop" BIGINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "sentence" TEXT NOT NULL,
    "details" JSONB,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "notices_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "action_log" (
    "shop" BIGINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "details" JSONB,

    CONSTRAINT "action_log_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "backorder_lines" (
    "shop" BIGINT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "inventory_item_id" BIGINT NOT NULL,
    "units" INTEGER NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "backorder_lines_pkey" PRIMARY KEY ("shop","order_id","inventory_item_id")
);

-- CreateIndex
CREATE INDEX "backorder_lines_shop_inventory_item_id_placed_at_idx" ON "backorder_lines"("shop", "inventory_item_id", "placed_at");

-- CreateIndex
CREATE UNIQUE INDEX "shops_domain_key" ON "shops"("domain");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_messages_shop_webhook_id_key" ON "inbox_messages"("shop", "webhook_id");

-- CreateIndex
CREATE INDEX "fulfillment_orders_shop_order_id_idx" ON "fulfillment_orders"("shop", "order_id");

-- CreateIndex
CREATE INDEX "timeline_entries_shop_order_id_id_idx" ON "timeline_entries"("shop", "order_id", "id");

-- CreateIndex
CREATE INDEX "variants_shop_inventory_item_id_idx" ON "variants"("shop", "inventory_item_id");

-- CreateIndex
CREATE INDEX "inventory_levels_shop_location_id_idx" ON "inventory_levels"("shop", "location_id");

-- CreateIndex
CREATE INDEX "ledger_entries_shop_inventory_item_id_location_id_id_idx" ON "ledger_entries"("shop", "inventory_item_id", "location_id", "id");

-- CreateIndex
CREATE INDEX "allocations_shop_inventory_item_id_location_id_idx" ON "allocations"("shop", "inventory_item_id", "location_id");

-- CreateIndex
CREATE INDEX "oversell_cases_shop_closed_at_idx" ON "oversell_cases"("shop", "closed_at");

-- CreateIndex
CREATE INDEX "documents_shop_order_id_idx" ON "documents"("shop", "order_id");

-- CreateIndex
CREATE UNIQUE INDEX "documents_shop_series_number_key" ON "documents"("shop", "series", "number");

-- CreateIndex
CREATE INDEX "outbox_messages_shop_order_id_idx" ON "outbox_messages"("shop", "order_id");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_messages_shop_key_key" ON "outbox_messages"("shop", "key");


-- ---------------------------------------------------------------------------------------------------------------
-- Quantities and states that must hold whatever the code does.
ALTER TABLE "inbox_messages"
    ADD CONSTRAINT "inbox_messages_state" CHECK ("state" IN ('waiting', 'done', 'ignored', 'parked', 'discarded')),
    ADD CONSTRAINT "inbox_messages_lane" CHECK ("lane" BETWEEN 0 AND 2);
ALTER TABLE "outbox_messages"
    ADD CONSTRAINT "outbox_messages_state" CHECK ("state" IN
        ('watched', 'suggested', 'waiting', 'sending', 'sent', 'failed', 'needs_person', 'obsolete', 'dismissed'));
ALTER TABLE "capabilities"
    ADD CONSTRAINT "capabilities_mode" CHECK ("mode" IN ('off', 'watch', 'suggest', 'act')),
    ADD CONSTRAINT "capabilities_hourly_limit" CHECK ("hourly_limit" >= 0);
ALTER TABLE "allocations" ADD CONSTRAINT "allocations_quantity" CHECK ("quantity" > 0);
ALTER TABLE "inventory_levels" ADD CONSTRAINT "inventory_levels_allocated" CHECK ("allocated" >= 0);
ALTER TABLE "documents" ADD CONSTRAINT "documents_kind" CHECK ("kind" IN ('invoice', 'credit_note'));

-- Indexes with a condition: each is small because few rows wait.
CREATE INDEX "inbox_messages_waiting" ON "inbox_messages" ("shop", "lane", "id") WHERE "state" = 'waiting';
CREATE INDEX "inbox_messages_parked" ON "inbox_messages" ("shop", "id") WHERE "state" = 'parked';
CREATE INDEX "inbox_messages_order" ON "inbox_messages" ("shop", "order_id", "id") WHERE "order_id" IS NOT NULL;
CREATE INDEX "outbox_messages_waiting" ON "outbox_messages" ("shop", "due_at") WHERE "state" IN ('waiting', 'sending');
CREATE INDEX "outbox_messages_asking" ON "outbox_messages" ("shop", "id") WHERE "state" IN ('suggested', 'needs_person');
CREATE INDEX "wanted_reads_due" ON "wanted_reads" ("shop", "due_at");
CREATE INDEX "notices_open" ON "notices" ("shop", "id") WHERE "done_at" IS NULL;
CREATE INDEX "outbox_messages_sent" ON "outbox_messages" ("shop", "settled_at") WHERE "state" = 'sent';
CREATE INDEX "documents_issued" ON "documents" ("shop", "issued_at");
CREATE INDEX "action_log_subject" ON "action_log" ("shop", "subject", "id");
CREATE UNIQUE INDEX "oversell_cases_open" ON "oversell_cases" ("shop", "inventory_item_id", "location_id") WHERE "closed_at" IS NULL;

-- Lists of orders: newest first, by keyset; each tab has its own path.
CREATE INDEX "orders_newest" ON "orders" ("shop", "created_at" DESC, "id" DESC);
CREATE INDEX "orders_headline" ON "orders" ("shop", "headline", "created_at" DESC, "id" DESC);
CREATE INDEX "orders_decide_at" ON "orders" ("shop", "decide_at") WHERE "decide_at" IS NOT NULL;
CREATE INDEX "orders_needs_person" ON "orders" ("shop", "created_at" DESC, "id" DESC) WHERE "needs_person";
CREATE INDEX "orders_customer" ON "orders" ("shop", "customer_key", "created_at" DESC) WHERE "customer_key" IS NOT NULL;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE INDEX "orders_search" ON "orders" USING gin ("shop", "search_text" gin_trgm_ops);

-- Where a writer finds its row without waiting: rows of these tables change often and stay short.
ALTER TABLE "inventory_levels" SET (fillfactor = 70);
ALTER TABLE "shop_writers" SET (fillfactor = 50);
ALTER TABLE "wanted_reads" SET (autovacuum_vacuum_scale_factor = 0.02);

-- ---------------------------------------------------------------------------------------------------------------
-- Roles. Each pool of connections takes its role by the start-up option `role`; the owner migrates and runs the
-- queue engine. Roles belong to the whole server: another database on it may have made them already.
DO $roles$
DECLARE wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['switchyard_app', 'switchyard_ingest', 'switchyard_dispatcher'] LOOP
        BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', wanted);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END;
        EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
    END LOOP;
END
$roles$;
GRANT USAGE ON SCHEMA public TO switchyard_app, switchyard_ingest, switchyard_dispatcher;

-- The shop of this transaction, set by `set_config('app.shop', ..., true)`; unset, a query sees nothing.
CREATE FUNCTION current_shop() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.shop', true), '')::bigint $$;

-- The app works on every table that has a shop, within its shop.
DO $policies$
DECLARE named text;
BEGIN
    FOR named IN
        SELECT c.table_name FROM information_schema.columns c
        JOIN information_schema.tables t USING (table_schema, table_name)
        WHERE c.table_schema = 'public' AND c.column_name = 'shop' AND c.data_type = 'bigint' AND t.table_type = 'BASE TABLE'
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', named);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', named);
        EXECUTE format('CREATE POLICY own_shop ON %I TO switchyard_app USING (shop = (SELECT current_shop())) WITH CHECK (shop = (SELECT current_shop()))', named);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO switchyard_app', named);
    END LOOP;
END
$policies$;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO switchyard_app;

-- Sessions are looked up before the shop is known: they are the session storage's own, and only the app's.
GRANT SELECT, INSERT, UPDATE, DELETE ON "session" TO switchyard_app;

-- Shops: the app sees its own row; everyone who takes messages in or hands them out sees the map of domain to shop.
ALTER TABLE "shops" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "shops" FORCE ROW LEVEL SECURITY;
CREATE POLICY own_shop ON "shops" TO switchyard_app USING (id = (SELECT current_shop())) WITH CHECK (id = (SELECT current_shop()));
CREATE POLICY domain_map ON "shops" FOR SELECT TO switchyard_ingest, switchyard_dispatcher USING (true);
GRANT SELECT, UPDATE ON "shops" TO switchyard_app;
GRANT SELECT ("id", "domain", "status") ON "shops" TO switchyard_ingest;
GRANT SELECT ("id", "domain", "status", "catalog_read_at") ON "shops" TO switchyard_dispatcher;

-- Ingest may add to the inbox and nothing else: a hole in front of the signature check reads nobody's orders.
CREATE POLICY take_in ON "inbox_messages" FOR INSERT TO switchyard_ingest WITH CHECK (true);
GRANT INSERT ON "inbox_messages" TO switchyard_ingest;
GRANT USAGE ON SEQUENCE "inbox_messages_id_seq" TO switchyard_ingest;

-- The dispatcher sees which shops have work, not what the work is.
CREATE POLICY find_work ON "inbox_messages" FOR SELECT TO switchyard_dispatcher USING (true);
CREATE POLICY find_work ON "outbox_messages" FOR SELECT TO switchyard_dispatcher USING (true);
CREATE POLICY find_work ON "wanted_reads" FOR SELECT TO switchyard_dispatcher USING (true);
GRANT SELECT ("shop", "id", "lane", "state", "received_at") ON "inbox_messages" TO switchyard_dispatcher;
GRANT SELECT ("shop", "state", "due_at", "lease_until") ON "outbox_messages" TO switchyard_dispatcher;
GRANT SELECT ("shop", "due_at") ON "wanted_reads" TO switchyard_dispatcher;
CREATE POLICY find_work ON "orders" FOR SELECT TO switchyard_dispatcher USING (true);
GRANT SELECT ("shop", "decide_at") ON "orders" TO switchyard_dispatcher;

-- Opens (or reopens) a shop at installation: the one place that creates the row the policies speak of.
CREATE FUNCTION open_shop(shop_domain text, shop_name text, opened_at timestamptz) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $open$
DECLARE opened bigint;
BEGIN
    INSERT INTO shops (domain, name, installed_at, scopes) VALUES (shop_domain, shop_name, opened_at, '{}')
        ON CONFLICT (domain) DO UPDATE SET
            status = 'installed',
            uninstalled_at = NULL,
            installed_at = CASE WHEN shops.status = 'installed' THEN shops.installed_at ELSE excluded.installed_at END
        RETURNING id INTO opened;
    INSERT INTO shop_writers (shop) VALUES (opened) ON CONFLICT DO NOTHING;
    INSERT INTO capabilities (shop, capability, changed_at, changed_by)
        SELECT opened, c, opened_at, 'installation' FROM unnest(ARRAY['hold', 'route', 'stock', 'invoice', 'notify']) AS c
        ON CONFLICT DO NOTHING;
    RETURN opened;
END
$open$;
REVOKE ALL ON FUNCTION open_shop(text, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_shop(text, text, timestamptz) TO switchyard_app;

-- `open_shop` works as the owner. Where the owner is no superuser the forced policies hold for it too: let it through here.
CREATE POLICY opened_by_owner ON "shops" TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY opened_by_owner ON "shop_writers" TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY opened_by_owner ON "capabilities" TO CURRENT_USER USING (true) WITH CHECK (true);

-- The shop of a domain, for a request that has just proven by its token that it comes from there.
CREATE FUNCTION shop_of_domain(shop_domain text) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
    AS $$ SELECT id FROM shops WHERE domain = shop_domain $$;
REVOKE ALL ON FUNCTION shop_of_domain(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION shop_of_domain(text) TO switchyard_app;
