-- What people said about where an order leaves from: a lock, and locations that turned it down.
ALTER TABLE "orders" ADD COLUMN "route_wishes" JSONB;
