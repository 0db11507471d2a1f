-- Claims that Shopify has committed elsewhere yet: what is available at a level is there for one move only.
ALTER TABLE "allocations" ADD COLUMN "moving_quantity" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "allocations" ADD CONSTRAINT "allocations_moving" CHECK ("moving_quantity" BETWEEN 0 AND "quantity");
ALTER TABLE "inventory_levels" ADD COLUMN "moving_units" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "inventory_levels" ADD COLUMN "moved_units" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "inventory_levels" ADD CONSTRAINT "inventory_levels_moving" CHECK ("moving_units" BETWEEN 0 AND "allocated" AND "moved_units" >= 0);
