-- Parcels are compared once more after we heard of their arrival, however long after the order last changed at Shopify.
DROP INDEX "orders_delivered";
CREATE INDEX "orders_delivered" ON "orders" ("shop", "decided_at") WHERE "headline" = 'Delivered';
