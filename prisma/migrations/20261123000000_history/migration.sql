-- The import of a shop's last 60 days of orders, one row for each shop: where it stands, so that any worker can go on.
CREATE TABLE "history_imports" (
    "shop" BIGINT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'starting',
    "operation_id" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "orders_expected" INTEGER,
    "orders_read" INTEGER NOT NULL DEFAULT 0,
    "orders_queued" INTEGER NOT NULL DEFAULT 0,
    "orders_loaded" INTEGER NOT NULL DEFAULT 0,
    "finished_at" TIMESTAMPTZ(3),
    "reason" TEXT,

    CONSTRAINT "history_imports_pkey" PRIMARY KEY ("shop")
);

-- What Watch would have done about an imported order.
CREATE TABLE "history_findings" (
    "shop" BIGINT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "amount_minor" BIGINT,
    "currency" TEXT NOT NULL,
    "confidence" TEXT NOT NULL,
    "sentence" TEXT NOT NULL,
    "details" JSONB NOT NULL,

    CONSTRAINT "history_findings_pkey" PRIMARY KEY ("shop","order_id","kind")
);

ALTER TABLE "history_imports"
    ADD CONSTRAINT "history_imports_state" CHECK ("state" IN
        ('starting', 'running', 'loading', 'assessing', 'done', 'failed')),
    ADD CONSTRAINT "history_imports_counts" CHECK ("orders_read" >= 0 AND "orders_queued" >= 0 AND "orders_loaded" >= 0);
ALTER TABLE "history_findings"
    ADD CONSTRAINT "history_findings_kind" CHECK ("kind" IN
        ('split_cost', 'duplicate', 'bad_address', 'negative_stock', 'missing_credit_note')),
    ADD CONSTRAINT "history_findings_confidence" CHECK ("confidence" IN ('certain', 'likely', 'possible'));
CREATE INDEX "history_findings_by_kind" ON "history_findings" ("shop", "kind", "amount_minor" DESC, "order_id");

-- The app works on both within its shop, as on every table that has one.
DO $policies$
DECLARE named text;
BEGIN
    FOREACH named IN ARRAY ARRAY['history_imports', 'history_findings'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', named);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', named);
        EXECUTE format('CREATE POLICY own_shop ON %I TO switchyard_app USING (shop = (SELECT current_shop())) WITH CHECK (shop = (SELECT current_shop()))', named);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO switchyard_app', named);
    END LOOP;
END
$policies$;

-- The dispatcher sees whose import stands still, and whose catalogue is older than the installation.
CREATE POLICY find_work ON "history_imports" FOR SELECT TO switchyard_dispatcher USING (true);
GRANT SELECT ("shop", "state", "started_at") ON "history_imports" TO switchyard_dispatcher;
GRANT SELECT ("installed_at") ON "shops" TO switchyard_dispatcher;
