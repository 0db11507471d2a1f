-- Settings and locations that decisions of a shop stand on, by their hash: kept once, however many decisions name them.
CREATE TABLE "decision_grounds" (
    "shop" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,
    "grounds" JSONB NOT NULL,

    CONSTRAINT "decision_grounds_pkey" PRIMARY KEY ("shop","hash")
);

ALTER TABLE "decision_grounds" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "decision_grounds" FORCE ROW LEVEL SECURITY;
CREATE POLICY own_shop ON "decision_grounds" TO switchyard_app
    USING (shop = (SELECT current_shop())) WITH CHECK (shop = (SELECT current_shop()));
GRANT SELECT, INSERT, UPDATE, DELETE ON "decision_grounds" TO switchyard_app;
