import { addressOf } from "#tests/sandbox/state/create-shop.ts";
import type { Address } from "#tests/sandbox/state/people.ts";
import { nextChoice, nextInteger, type SeededRandom } from "#tests/sandbox/state/random.ts";
import type { City } from "./cities.ts";
import { namesOf } from "./shopper-names.ts";

type Streets = { names: readonly string[]; write: (street: string, number: number) => string };

const numberLast = (street: string, number: number): string => `${street} ${number}`;
const numberFirst = (street: string, number: number): string => `${number} ${street}`;

const streetsByCountry: Record<string, Streets> = {
  DE: { names: ["Lindenallee", "Am Sandtorkai", "Goethestraße", "Bahnhofstraße", "Kastanienweg"], write: numberLast },
  AT: { names: ["Mariahilfer Straße", "Getreidegasse"], write: numberLast },
  CH: { names: ["Seefeldstrasse", "Langstrasse"], write: numberLast },
  FR: {
    names: ["rue de la République", "avenue Jean Jaurès", "quai des Célestins", "rue de l'Église"],
    write: numberFirst,
  },
  IT: { names: ["Via Garibaldi", "Corso Magenta", "Via dell'Indipendenza"], write: numberLast },
  ES: { names: ["Carrer de Mallorca", "Calle de Alcalá"], write: numberLast },
  NL: { names: ["Prinsengracht", "Oudegracht", "Nieuwstraat"], write: numberLast },
  BE: { names: ["Korenmarkt", "Veldstraat"], write: numberLast },
  SE: { names: ["Avenyn", "Linnégatan"], write: numberLast },
  PL: { names: ["ul. Floriańska", "ul. Grodzka"], write: numberLast },
  JP: { names: ["神宮前", "渋谷"], write: (street, number) => `${street}${(number % 9) + 1}-${(number % 20) + 1}-3` },
  IL: { names: ["שדרות רוטשילד", "דיזנגוף"], write: numberLast },
};

const english: Streets = {
  names: ["Maple Avenue", "King Street", "Harbour Road", "Elm Street", "Queen's Crescent", "Mission Street"],
  write: numberFirst,
};

/** Calling codes and how many digits follow, enough for numbers that look right. */
const phonePrefixes: Record<string, string> = {
  DE: "+49 40",
  AT: "+43 1",
  CH: "+41 44",
  FR: "+33 4",
  IT: "+39 02",
  ES: "+34 93",
  NL: "+31 20",
  BE: "+32 9",
  SE: "+46 31",
  PL: "+48 12",
  GB: "+44 20",
  IE: "+353 1",
  US: "+1 212",
  CA: "+1 416",
  JP: "+81 3",
  AU: "+61 3",
  IL: "+972 3",
};

/** Somebody who lives in a city: a name of the country, a street of it, a spot within a few kilometres of the centre. */
export function nextPersonIn(random: SeededRandom, city: City): Address {
  const names = namesOf(city.countryCode);
  const streets = streetsByCountry[city.countryCode] ?? english;
  const spread = (): number => nextInteger(random, -300, 300) / 10_000;
  return addressOf({
    firstName: nextChoice(random, names.first),
    lastName: nextChoice(random, names.last),
    address1: streets.write(nextChoice(random, streets.names), nextInteger(random, 1, 180)),
    city: city.name,
    zip: city.zip,
    province: city.province,
    provinceCode: city.provinceCode,
    country: city.country,
    countryCode: city.countryCode,
    phone: `${phonePrefixes[city.countryCode] ?? "+1 212"} 555 ${nextInteger(random, 1000, 9999)}`,
    latitude: rounded(city.latitude + spread()),
    longitude: rounded(city.longitude + spread()),
    coordinatesValidated: true,
    validationResultSummary: "NO_ISSUES",
  });
}

/** The address of a business in a city. */
export function businessAt(city: City, company: string, address1: string, phone: string): Address {
  const { name, zip, province, provinceCode, country, countryCode, latitude, longitude } = city;
  return addressOf({
    company,
    address1,
    city: name,
    zip,
    province,
    provinceCode,
    country,
    countryCode,
    phone,
    latitude,
    longitude,
    coordinatesValidated: true,
    validationResultSummary: "NO_ISSUES",
  });
}

function rounded(degrees: number): number {
  return Math.round(degrees * 10_000) / 10_000;
}
