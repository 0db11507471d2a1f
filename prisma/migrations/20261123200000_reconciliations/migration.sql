-- What Shopify says has changed, compared with what has reached us: webhooks may never come.
CREATE TABLE "reconciliations" (
    "shop" BIGINT NOT NULL,
    "checked_to" TIMESTAMPTZ(3) NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "seen" INTEGER NOT NULL DEFAULT 0,
    "missing_orders" INTEGER NOT NULL DEFAULT 0,
    "missing_fulfillment_orders" INTEGER NOT NULL DEFAULT 0,
    "missing_levels" INTEGER NOT NULL DEFAULT 0,
    "missing_parcels" INTEGER NOT NULL DEFAULT 0,
    "parcels_after" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "reconciliations_pkey" PRIMARY KEY ("shop","checked_to")
);

ALTER TABLE "shops" ADD COLUMN "reconciled_at" TIMESTAMPTZ(3);

ALTER TABLE "reconciliations" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "reconciliations" FORCE ROW LEVEL SECURITY;
CREATE POLICY own_shop ON "reconciliations" TO switchyard_app
    USING (shop = (SELECT current_shop())) WITH CHECK (shop = (SELECT current_shop()));
GRANT SELECT, INSERT, UPDATE, DELETE ON "reconciliations" TO switchyard_app;

-- The dispatcher sees whose turn it is.
GRANT SELECT ("reconciled_at") ON "shops" TO switchyard_dispatcher;

-- Parcels that have just arrived are compared once more: what their carriers told on the way may have been lost.
CREATE INDEX "orders_delivered" ON "orders" ("shop", "updated_at") WHERE "headline" = 'Delivered';
