/**
 * Countries whose addresses have no postal code, or where nobody needs one for a parcel (Universal Postal Union, "Universal
 * POST*CODE DataBase", and the countries whose address form at Shopify does not require one; 2026-11). Elsewhere a missing
 * one is worth a look.
 */
export const COUNTRIES_WITHOUT_ZIP: ReadonlySet<string> = new Set(
  (
    "AE AG AN AO AW BF BI BJ BO BQ BS BW BZ CD CF CG CI CK CL CM CO CW DJ DM ER FJ GA GD GH GM GN GQ GY HK IE JM KI KM KN KP LC " +
    "LY ML MO MR MS MU MW NA NR NU PA PF QA RW SB SC SG SL SO SR ST SX SY TD TF TG TK TL TO TT TV TZ UG VU WS YE ZW"
  ).split(" "),
);

/** City states and the like, where the country is the city. */
export const COUNTRIES_WITHOUT_CITY: ReadonlySet<string> = new Set(["GI", "HK", "MC", "MO", "SG", "VA"]);

/**
 * Countries where a street address has a house number as a rule, written into the first address line. Not Great Britain and
 * Ireland (houses have names), nor countries where blocks, districts or landmarks are named instead.
 */
export const COUNTRIES_WITH_HOUSE_NUMBERS: ReadonlySet<string> = new Set(
  "AT AU BE CA CH CZ DE DK EE ES FI FR HR HU IT LI LT LU LV NL NO NZ PL PT RO SE SI SK US".split(" "),
);
