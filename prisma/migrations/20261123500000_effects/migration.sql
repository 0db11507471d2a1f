-- Shops for which Shopify has not answered again and again: since when, and when it is tried again. One row while it lasts.
CREATE TABLE "silences" (
    "shop" BIGINT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "try_again_at" TIMESTAMPTZ(3) NOT NULL,
    "pauses" INTEGER NOT NULL,
    "is_token_refused" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "silences_pkey" PRIMARY KEY ("shop")
);

ALTER TABLE "silences" ADD CONSTRAINT "silences_pauses" CHECK ("pauses" > 0);

ALTER TABLE "silences" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "silences" FORCE ROW LEVEL SECURITY;
CREATE POLICY own_shop ON "silences" TO switchyard_app
    USING (shop = (SELECT current_shop())) WITH CHECK (shop = (SELECT current_shop()));
GRANT SELECT, INSERT, UPDATE, DELETE ON "silences" TO switchyard_app;

-- The metrics count them.
CREATE POLICY find_work ON "silences" FOR SELECT TO switchyard_dispatcher USING (true);
GRANT SELECT ("shop") ON "silences" TO switchyard_dispatcher;
