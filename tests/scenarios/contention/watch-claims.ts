import type pg from "pg";

/**
 * Lets the database itself look at every commit that writes a claim: whether more units are promised at a level than are
 * on hand there (less the safety stock), and who was ever promised any. Between two looks of a test anything could happen.
 */
export async function watchClaims(owner: pg.Client): Promise<void> {
  await owner.query(`
    CREATE TABLE claims_too_many (item bigint, location bigint, units int, claimable int);
    CREATE TABLE claimants (order_id bigint, item bigint, UNIQUE (order_id, item));
    CREATE FUNCTION watch_claim() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    DECLARE
      units int;
      claimable int;
    BEGIN
      SELECT coalesce(sum(a.quantity), 0) INTO units FROM public.allocations a WHERE a.shop = NEW.shop
        AND a.inventory_item_id = NEW.inventory_item_id AND a.location_id = NEW.location_id;
      SELECT greatest(0, l.available + l.committed + l.reserved + l.damaged + l.quality_control - l.safety_stock_units)
        INTO claimable FROM public.inventory_levels l WHERE l.shop = NEW.shop
        AND l.inventory_item_id = NEW.inventory_item_id AND l.location_id = NEW.location_id;
      IF units > coalesce(claimable, 0) THEN
        INSERT INTO public.claims_too_many VALUES (NEW.inventory_item_id, NEW.location_id, units, claimable);
      END IF;
      INSERT INTO public.claimants VALUES (NEW.order_id, NEW.inventory_item_id) ON CONFLICT DO NOTHING;
      RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER watch_claim AFTER INSERT OR UPDATE ON allocations
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION watch_claim();`);
}

export type ClaimsSeen = {
  /** Commits after which more was promised than there was. */
  tooMany: { item: string; location: string; units: number; claimable: number }[];
  /** How many orders were ever promised units of an item, by item. */
  claimantsByItem: Map<string, number>;
};

/** What was seen since the tables were last emptied. */
export async function claimsSeen(owner: pg.Client): Promise<ClaimsSeen> {
  const tooMany = await owner.query<ClaimsSeen["tooMany"][number]>("SELECT * FROM claims_too_many");
  const claimants = await owner.query<{ item: string; orders: number }>(
    "SELECT item, count(*)::int AS orders FROM claimants GROUP BY item",
  );
  return {
    tooMany: tooMany.rows,
    claimantsByItem: new Map(claimants.rows.map(({ item, orders }) => [item, orders])),
  };
}
