-- How far the catalogue of a shop was read since it was installed, so that any worker goes on there. One row while it lasts.
CREATE TABLE "catalog_imports" (
    "shop" BIGINT NOT NULL,
    "installed_at" TIMESTAMPTZ(3) NOT NULL,
    "part" TEXT NOT NULL DEFAULT 'profile',
    "location_id" BIGINT,
    "after" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "try_again_at" TIMESTAMPTZ(3),
    "reason" TEXT,

    CONSTRAINT "catalog_imports_pkey" PRIMARY KEY ("shop")
);

ALTER TABLE "catalog_imports"
    ADD CONSTRAINT "catalog_imports_part" CHECK ("part" IN ('profile', 'variants', 'levels')),
    ADD CONSTRAINT "catalog_imports_location" CHECK (("part" = 'levels') = ("location_id" IS NOT NULL)),
    ADD CONSTRAINT "catalog_imports_failures" CHECK ("failures" >= 0);

ALTER TABLE "catalog_imports" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "catalog_imports" FORCE ROW LEVEL SECURITY;
CREATE POLICY own_shop ON "catalog_imports" TO switchyard_app
    USING (shop = (SELECT current_shop())) WITH CHECK (shop = (SELECT current_shop()));
GRANT SELECT, INSERT, UPDATE, DELETE ON "catalog_imports" TO switchyard_app;
