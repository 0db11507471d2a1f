-- What a shop with a long history is asked in every turn or batch must not read all of its outbox.
CREATE INDEX "outbox_messages_created" ON "outbox_messages" ("shop", "created_at");
CREATE INDEX "outbox_messages_sending" ON "outbox_messages" ("shop", "lease_until") WHERE "state" = 'sending';

-- Whom an order is from, by Shopify's id: a request about somebody's data finds their orders without reading all facts.
ALTER TABLE "orders" ADD COLUMN "customer_id" BIGINT;
UPDATE "orders" SET "customer_id" = ("facts"->'customer'->>'id')::bigint WHERE "facts"->'customer'->>'id' IS NOT NULL;
CREATE INDEX "orders_customer_id" ON "orders" ("shop", "customer_id") WHERE "customer_id" IS NOT NULL;
