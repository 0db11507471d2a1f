/** A real place: where shoppers live and locations stand. Coordinates are those of the city centre. */
export type City = {
  name: string;
  zip: string;
  countryCode: string;
  country: string;
  provinceCode: string | null;
  province: string | null;
  latitude: number;
  longitude: number;
};

type Row = [name: string, zip: string, latitude: number, longitude: number, provinceCode?: string, province?: string];

function citiesOf(countryCode: string, country: string, rows: readonly Row[]): City[] {
  return rows.map(([name, zip, latitude, longitude, provinceCode = null, province = null]) => {
    return { name, zip, countryCode, country, provinceCode, province, latitude, longitude };
  });
}

export const cities: readonly City[] = [
  ...citiesOf("DE", "Germany", [
    ["Hamburg", "20457", 53.5503, 9.9921],
    ["Berlin", "10115", 52.532, 13.3849],
    ["München", "80331", 48.1374, 11.5755],
    ["Köln", "50667", 50.9384, 6.96],
    ["Leipzig", "04109", 51.3397, 12.3731],
    ["Freiburg im Breisgau", "79098", 47.9959, 7.8494],
  ]),
  ...citiesOf("FR", "France", [
    ["Lyon", "69002", 45.7578, 4.832],
    ["Paris", "75011", 48.8594, 2.3765],
    ["Marseille", "13001", 43.2965, 5.3698],
    ["Nantes", "44000", 47.2184, -1.5536],
  ]),
  ...citiesOf("IT", "Italy", [
    ["Milano", "20121", 45.4685, 9.1824, "MI", "Milano"],
    ["Roma", "00184", 41.8902, 12.4922, "RM", "Roma"],
    ["Bologna", "40121", 44.4949, 11.3426, "BO", "Bologna"],
  ]),
  ...citiesOf("ES", "Spain", [
    ["Barcelona", "08002", 41.3825, 2.1769, "B", "Barcelona"],
    ["Madrid", "28013", 40.4168, -3.7038, "M", "Madrid"],
  ]),
  ...citiesOf("NL", "Netherlands", [
    ["Amsterdam", "1012 JS", 52.3731, 4.8926],
    ["Utrecht", "3511 AB", 52.0907, 5.1214],
  ]),
  ...citiesOf("BE", "Belgium", [["Gent", "9000", 51.0543, 3.7174]]),
  ...citiesOf("AT", "Austria", [["Wien", "1010", 48.2085, 16.3721]]),
  ...citiesOf("SE", "Sweden", [
    ["Göteborg", "411 03", 57.7089, 11.9746],
    ["Stockholm", "116 21", 59.3134, 18.0717],
  ]),
  ...citiesOf("PL", "Poland", [["Kraków", "31-042", 50.0647, 19.945]]),
  ...citiesOf("CH", "Switzerland", [["Zürich", "8001", 47.3717, 8.5423, "ZH", "Zürich"]]),
  ...citiesOf("GB", "United Kingdom", [
    ["London", "EC1A 1BB", 51.5203, -0.0975, "ENG", "England"],
    ["Bristol", "BS1 4DJ", 51.4538, -2.5973, "ENG", "England"],
    ["Leeds", "LS1 4DY", 53.7965, -1.5478, "ENG", "England"],
    ["Edinburgh", "EH1 1YZ", 55.9533, -3.1883, "SCT", "Scotland"],
  ]),
  ...citiesOf("IE", "Ireland", [["Dublin", "D02 X285", 53.3438, -6.2546, "D", "Dublin"]]),
  ...citiesOf("US", "United States", [
    ["Jersey City", "07302", 40.7178, -74.0431, "NJ", "New Jersey"],
    ["Brooklyn", "11201", 40.6943, -73.9903, "NY", "New York"],
    ["Los Angeles", "90012", 34.0614, -118.2385, "CA", "California"],
    ["Austin", "78701", 30.2711, -97.7437, "TX", "Texas"],
    ["Chicago", "60602", 41.8827, -87.6289, "IL", "Illinois"],
    ["Seattle", "98101", 47.6101, -122.3344, "WA", "Washington"],
    ["Denver", "80202", 39.7528, -104.9992, "CO", "Colorado"],
    ["Portland", "97205", 45.5202, -122.6868, "OR", "Oregon"],
    ["Reno", "89501", 39.5259, -119.8134, "NV", "Nevada"],
    ["Miami", "33130", 25.7683, -80.2048, "FL", "Florida"],
  ]),
  ...citiesOf("CA", "Canada", [
    ["Toronto", "M5V 2T6", 43.6426, -79.3871, "ON", "Ontario"],
    ["Montréal", "H2Y 1C6", 45.5049, -73.5546, "QC", "Quebec"],
    ["Vancouver", "V6B 1A1", 49.2797, -123.1086, "BC", "British Columbia"],
    ["Calgary", "T2P 1J9", 51.0461, -114.0653, "AB", "Alberta"],
  ]),
  ...citiesOf("JP", "Japan", [["Tokyo", "150-0001", 35.6704, 139.7027, "JP-13", "Tōkyō"]]),
  ...citiesOf("AU", "Australia", [["Melbourne", "3000", -37.8136, 144.9631, "VIC", "Victoria"]]),
  ...citiesOf("IL", "Israel", [["Tel Aviv", "6688302", 32.0668, 34.7746]]),
];

/** The city of that name; asking for one that is not listed is a mistake of the caller. */
export function cityOf(name: string): City {
  const city = cities.find((each) => each.name === name);
  if (!city) throw new Error(`There is no city ${name} in the sandbox.`);
  return city;
}
