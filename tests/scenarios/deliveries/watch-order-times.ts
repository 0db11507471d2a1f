import type pg from "pg";

/**
 * Lets the database itself look at every change of an order's row: neither the order nor any of its parcels or
 * fulfillment orders may ever become older than it was known. Between two looks of a test anything could happen.
 */
export async function watchOrderTimes(owner: pg.Client): Promise<void> {
  await owner.query(`
    CREATE TABLE went_back (sentence text);
    CREATE FUNCTION watch_order_times() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN
      IF NEW.updated_at < OLD.updated_at OR NEW.facts->>'updatedAt' < OLD.facts->>'updatedAt' THEN
        INSERT INTO public.went_back VALUES (format('order %s from %s to %s', NEW.id, OLD.updated_at, NEW.updated_at));
      END IF;
      INSERT INTO public.went_back
        SELECT format('%s %s of order %s from %s to %s', part, before->>'id', NEW.id, before->>'updatedAt', later.at)
        FROM unnest(ARRAY['fulfillments', 'fulfillmentOrders']) AS part
        CROSS JOIN LATERAL jsonb_array_elements(OLD.facts->part) AS before
        LEFT JOIN LATERAL (SELECT each->>'updatedAt' AS at FROM jsonb_array_elements(NEW.facts->part) AS each
          WHERE each->>'id' = before->>'id') AS later ON true
        WHERE later.at IS NULL OR later.at < before->>'updatedAt';
      RETURN NULL;
    END $$;
    CREATE TRIGGER watch_order_times AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION watch_order_times();`);
}

/** What became older, a sentence each. */
export async function whatWentBack(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ sentence: string }>("SELECT sentence FROM went_back");
  return rows.map(({ sentence }) => sentence);
}
