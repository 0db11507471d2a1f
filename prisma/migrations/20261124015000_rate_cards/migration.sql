-- What carriers ask a merchant, version by version: the newest holds, and decisions name the one they were taken with.
CREATE TABLE "rate_cards" (
    "shop" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "did" TEXT NOT NULL,
    "why" TEXT NOT NULL DEFAULT '',
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_by" TEXT NOT NULL,

    CONSTRAINT "rate_cards_pkey" PRIMARY KEY ("shop","version")
);

ALTER TABLE "rate_cards"
    ADD CONSTRAINT "rate_cards_version" CHECK ("version" >= 1),
    ADD CONSTRAINT "rate_cards_body" CHECK (jsonb_typeof("body") = 'array');

ALTER TABLE "rate_cards" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "rate_cards" FORCE ROW LEVEL SECURITY;
CREATE POLICY own_shop ON "rate_cards" TO switchyard_app
    USING (shop = (SELECT current_shop())) WITH CHECK (shop = (SELECT current_shop()));
-- No UPDATE: what a decision was taken with stays as it was. All of it goes when Shopify asks to forget the shop.
GRANT SELECT, INSERT, DELETE ON "rate_cards" TO switchyard_app;
