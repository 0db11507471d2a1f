-- Who of a merchant's staff has opened the app, and what each of them may see and do (app/domain/people/role-can.ts).
CREATE TABLE "people" (
    "shop" BIGINT NOT NULL,
    "id" BIGINT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "email" TEXT NOT NULL DEFAULT '',
    "is_account_owner" BOOLEAN NOT NULL DEFAULT false,
    "role" TEXT NOT NULL,
    "is_role_chosen" BOOLEAN NOT NULL DEFAULT false,
    "location_ids" BIGINT[] DEFAULT '{}',
    "refund_limit_minor" BIGINT,
    "cancel_limit_minor" BIGINT,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "named_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "people_pkey" PRIMARY KEY ("shop","id")
);
ALTER TABLE "people"
    ADD CONSTRAINT "people_role" CHECK ("role" IN ('owner', 'operations', 'warehouse', 'accounting', 'support', 'viewer')),
    ADD CONSTRAINT "people_limits" CHECK ("refund_limit_minor" >= 0 AND "cancel_limit_minor" >= 0);

-- What somebody is who opens the app for the first time. Not owner: that is the first person's, and the account owner's.
ALTER TABLE "shops" ADD COLUMN "default_role" TEXT NOT NULL DEFAULT 'viewer';
ALTER TABLE "shops" ADD CONSTRAINT "shops_default_role"
    CHECK ("default_role" IN ('operations', 'warehouse', 'accounting', 'support', 'viewer'));

-- The log names persons by Shopify's id of them too: names change, and two people may have the same.
ALTER TABLE "action_log" ADD COLUMN "person_id" BIGINT;
CREATE INDEX "action_log_person" ON "action_log" ("shop", "person_id", "id");
CREATE INDEX "action_log_action" ON "action_log" ("shop", "action", "id");

-- Which orders have work at a location: all that the people of a warehouse see.
CREATE INDEX "fulfillment_orders_location" ON "fulfillment_orders" ("shop", "location_id", "order_id");

ALTER TABLE "people" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "people" FORCE ROW LEVEL SECURITY;
CREATE POLICY own_shop ON "people" TO switchyard_app
    USING (shop = (SELECT current_shop())) WITH CHECK (shop = (SELECT current_shop()));
GRANT SELECT, INSERT, UPDATE, DELETE ON "people" TO switchyard_app;

-- The shop of a domain and the person who asks, for a request whose token has just proven both. One look-up for every page:
-- a role that was taken away is gone with the next click. It answers about that one person and nobody else.
CREATE FUNCTION person_of(shop_domain text, person bigint) RETURNS TABLE (
        "shop" bigint, "known" boolean, "name" text, "role" text, "locationIds" bigint[],
        "refundLimitMinor" bigint, "cancelLimitMinor" bigint, "lastSeenAt" timestamptz, "namedAt" timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
    AS $$ SELECT s.id, p.id IS NOT NULL, p.name, p.role, p.location_ids, p.refund_limit_minor, p.cancel_limit_minor,
              p.last_seen_at, p.named_at
          FROM shops s LEFT JOIN people p ON p.shop = s.id AND p.id = person WHERE s.domain = shop_domain $$;
REVOKE ALL ON FUNCTION person_of(text, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION person_of(text, bigint) TO switchyard_app;

-- Where the owner is no superuser the forced policy holds for it too: the function reads through this one.
CREATE POLICY asked_by_owner ON "people" FOR SELECT TO CURRENT_USER USING (true);
