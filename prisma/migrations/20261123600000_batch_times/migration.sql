-- When a shop's last batch was decided: clocks of two workers differ, and what is decided later must not bear an earlier time.
ALTER TABLE "shop_writers" ADD COLUMN "batch_at" TIMESTAMPTZ(3);
