-- When Shopify last gave us a token for the shop: a farewell that is older says nothing about it.
ALTER TABLE "shops" ADD COLUMN "authorized_at" TIMESTAMPTZ(3);
