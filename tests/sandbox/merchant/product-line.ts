/** Where the stock of a variant lies when the world begins. */
export type StockProfile =
  | "everywhere"
  /** Only in the first European or the first American location: orders that mix such goods are split. */
  | "first-only"
  | "second-only"
  | "low"
  | "sold-out"
  /** Made or downloaded on demand: not counted. */
  | "not-counted";

export type VariantLine = {
  title: string;
  sku: string;
  priceMinor: number;
  /** "everywhere" and "deny" unless stated. */
  stock?: StockProfile;
  policy?: "DENY" | "CONTINUE";
};

export type ProductLine = {
  title: string;
  type: string;
  vendor: string;
  weightGrams: number;
  /** Harmonised System code and country of origin, as customs ask for them. */
  harmonizedSystemCode: string | null;
  origin: string | null;
  kind?: "goods" | "gift card" | "digital" | "shopify bundle";
  tags?: string[];
  /** Sold before it exists, or in prepaid deliveries. */
  plan?: "pre-order" | "prepaid";
  /** SKUs and units of a Shopify bundle. */
  components?: { sku: string; quantity: number }[];
  variants: VariantLine[];
};

type Rest = Partial<VariantLine> & { /** What comes before the size: "Moss / M", "28 L / Moss". */ first?: string };

/** Variants that differ by one option and cost the same. */
export function sizes(
  sku: string,
  priceMinor: number,
  titles: readonly string[],
  { first, ...rest }: Rest = {},
): VariantLine[] {
  return titles.map((size) => ({
    title: first === undefined ? size : `${first} / ${size}`,
    sku: `${sku}-${size.toUpperCase().replaceAll(" ", "")}`,
    priceMinor,
    ...rest,
  }));
}

/** A product without options. */
export function single(sku: string, priceMinor: number, rest: Partial<VariantLine> = {}): VariantLine[] {
  return [{ title: "Default Title", sku, priceMinor, ...rest }];
}
