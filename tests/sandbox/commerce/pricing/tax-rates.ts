/** One tax of a place, as the checkout prints it on a line. `rate` is exact text: "0.19" is nineteen per cent. */
export type TaxRate = { title: string; rate: string };

/** Food and books are taxed less in most of Europe; everything else bears the standard rate. */
export type TaxCategory = "standard" | "reduced";

type CountryRates = { standard: TaxRate[]; reduced?: TaxRate[] };

const vat = (title: string, standard: string, reduced: string): CountryRates => ({
  standard: [{ title, rate: standard }],
  reduced: [{ title, rate: reduced }],
});

// Standard and the commonest reduced rate of each country in 2026 (European Commission, "VAT rates applied in the Member
// States"; national tax offices elsewhere). The sandbox needs believable rates, not a tax engine.
const ratesByCountry: Record<string, CountryRates> = {
  AT: vat("MwSt", "0.2", "0.1"),
  BE: vat("TVA", "0.21", "0.06"),
  CH: vat("MWST", "0.081", "0.026"),
  DE: vat("MwSt", "0.19", "0.07"),
  DK: vat("Moms", "0.25", "0.25"),
  ES: vat("IVA", "0.21", "0.04"),
  FI: vat("ALV", "0.255", "0.14"),
  FR: vat("TVA", "0.2", "0.055"),
  GB: vat("VAT", "0.2", "0"),
  IE: vat("VAT", "0.23", "0"),
  IT: vat("IVA", "0.22", "0.04"),
  NL: vat("BTW", "0.21", "0.09"),
  PL: vat("VAT", "0.23", "0.05"),
  PT: vat("IVA", "0.23", "0.06"),
  SE: vat("Moms", "0.25", "0.12"),
  AU: { standard: [{ title: "GST", rate: "0.1" }] },
  JP: vat("Consumption Tax", "0.1", "0.08"),
};

// Taxes that stack: state, county, city and district in the United States; federal and provincial in Canada.
const ratesByProvince: Record<string, TaxRate[]> = {
  "US-CA": [
    { title: "California State Tax", rate: "0.06" },
    { title: "Los Angeles County Tax", rate: "0.0025" },
    { title: "Los Angeles Co Local Tax Sl", rate: "0.01" },
    { title: "Special District Tax", rate: "0.0225" },
  ],
  "US-NY": [
    { title: "New York State Tax", rate: "0.04" },
    { title: "New York City City Tax", rate: "0.045" },
    { title: "Metropolitan Commuter Transportation District", rate: "0.00375" },
  ],
  "US-TX": [
    { title: "Texas State Tax", rate: "0.0625" },
    { title: "Austin City Tax", rate: "0.02" },
  ],
  "US-IL": [
    { title: "Illinois State Tax", rate: "0.0625" },
    { title: "Cook County Tax", rate: "0.0175" },
    { title: "Chicago City Tax", rate: "0.0225" },
  ],
  "US-WA": [
    { title: "Washington State Tax", rate: "0.065" },
    { title: "Seattle City Tax", rate: "0.0385" },
  ],
  "US-CO": [
    { title: "Colorado State Tax", rate: "0.029" },
    { title: "Denver City Tax", rate: "0.0515" },
  ],
  "US-OR": [],
  "US-FL": [{ title: "Florida State Tax", rate: "0.06" }],
  "CA-ON": [{ title: "HST", rate: "0.13" }],
  "CA-QC": [
    { title: "GST", rate: "0.05" },
    { title: "QST", rate: "0.09975" },
  ],
  "CA-BC": [
    { title: "GST", rate: "0.05" },
    { title: "PST", rate: "0.07" },
  ],
  "CA-AB": [{ title: "GST", rate: "0.05" }],
};

/**
 * The taxes that a checkout charges on goods sent to a place. Empty where the merchant is not registered (an export bears no
 * tax of the destination) and where the place has none.
 */
export function taxRatesFor(
  place: { countryCode: string | null; provinceCode: string | null },
  taxCountries: readonly string[],
  category: TaxCategory,
): TaxRate[] {
  const country = place.countryCode ?? "";
  if (!taxCountries.includes(country)) return [];
  const stacked = ratesByProvince[`${country}-${place.provinceCode ?? ""}`];
  if (stacked) return stacked;
  const rates = ratesByCountry[country];
  return (category === "reduced" ? rates?.reduced : undefined) ?? rates?.standard ?? [];
}
