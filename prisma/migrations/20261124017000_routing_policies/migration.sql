-- What a merchant has routes weighed by. The newest version holds. A version never changes: the app may add rows and, where a
-- shop is erased, take all away.
CREATE TABLE "routing_policies" (
    "shop" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    "policy" JSONB NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_by" TEXT NOT NULL,
    "why" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "routing_policies_pkey" PRIMARY KEY ("shop","version")
);

ALTER TABLE "routing_policies" ADD CONSTRAINT "routing_policies_version" CHECK ("version" >= 1);

ALTER TABLE "routing_policies" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "routing_policies" FORCE ROW LEVEL SECURITY;
CREATE POLICY own_shop ON "routing_policies" TO switchyard_app
    USING (shop = (SELECT current_shop())) WITH CHECK (shop = (SELECT current_shop()));
GRANT SELECT, INSERT, DELETE ON "routing_policies" TO switchyard_app;
