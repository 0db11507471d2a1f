-- When a sender took a message to be sent: what reaches Shopify after a stop was taken before it.
ALTER TABLE "outbox_messages" ADD COLUMN "taken_at" TIMESTAMPTZ(3);
