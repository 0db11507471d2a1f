-- The decision by which an order was last given its route, with the order's facts as they were then: what an earlier policy
-- or another one would have done with it can be computed when all of it has long left.
CREATE TABLE "route_choices" (
    "shop" BIGINT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "units" JSONB NOT NULL,
    "facts" JSONB NOT NULL,

    CONSTRAINT "route_choices_pkey" PRIMARY KEY ("shop","order_id")
);

CREATE INDEX "route_choices_shop_decided_at_order_id_idx" ON "route_choices"("shop", "decided_at", "order_id");

ALTER TABLE "route_choices" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "route_choices" FORCE ROW LEVEL SECURITY;
CREATE POLICY own_shop ON "route_choices" TO switchyard_app
    USING (shop = (SELECT current_shop())) WITH CHECK (shop = (SELECT current_shop()));
GRANT SELECT, INSERT, UPDATE, DELETE ON "route_choices" TO switchyard_app;
