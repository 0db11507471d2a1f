/**
 * Rough centres of countries and of the provinces of the largest ones, in degrees (latitude, longitude) to a tenth, for
 * addresses without coordinates of their own. A few dozen kilometres off is fine: they only tell near from far.
 * Countries: CIA World Factbook, "Geographic coordinates", moved to the populated middle where the geometric one lies in
 * wilderness (CA, RU, BR, AU, EG, SE, NO, FI). Provinces: centre of the capital and its surroundings' population.
 */
const COUNTRIES =
  "AD 42.5 1.5|AE 24.5 54.9|AF 33.9 67.7|AG 17.1 -61.8|AL 41.2 20.1|AM 40.1 44.9|AO -11.2 17.9|AR -34.6 -62.0|AT 47.5 14.6|" +
  "AU -33.5 148.0|AW 12.5 -70.0|AX 60.2 20.0|AZ 40.1 47.6|BA 43.9 17.7|BB 13.2 -59.5|BD 23.7 90.4|BE 50.6 4.5|BF 12.2 -1.6|BG 42.7 25.5|" +
  "BH 26.0 50.6|BI -3.4 29.9|BJ 9.3 2.3|BM 32.3 -64.8|BN 4.5 114.7|BO -16.3 -63.6|BR -20.0 -46.5|BS 25.0 -77.4|BT 27.5 90.4|BW -22.3 24.7|" +
  "BY 53.7 28.0|BZ 17.2 -88.5|CA 46.0 -78.0|CD -4.0 21.8|CF 6.6 20.9|CG -0.2 15.8|CH 46.8 8.2|CI 7.5 -5.5|CL -33.5 -70.8|CM 7.4 12.4|" +
  "CN 32.0 113.0|CO 4.6 -74.3|CR 9.7 -83.8|CU 21.5 -77.8|CV 15.1 -23.6|CW 12.2 -69.0|CY 35.1 33.4|CZ 49.8 15.5|DE 51.2 10.4|DJ 11.8 42.6|" +
  "DK 56.0 10.0|DM 15.4 -61.4|DO 18.7 -70.2|DZ 36.0 3.0|EC -1.8 -78.2|EE 58.6 25.0|EG 30.0 31.2|EH 24.2 -12.9|ER 15.2 39.8|ES 40.4 -3.7|" +
  "ET 9.1 40.5|FI 61.5 25.0|FJ -17.7 178.0|FO 62.0 -7.0|FR 46.6 2.4|GA -0.8 11.6|GB 52.5 -1.5|GD 12.1 -61.7|GE 42.0 43.5|GF 4.0 -53.0|" +
  "GG 49.5 -2.6|GH 7.9 -1.0|GI 36.1 -5.3|GL 64.2 -51.7|GM 13.4 -15.3|GN 9.9 -9.7|GP 16.2 -61.6|GQ 1.7 10.3|GR 38.5 23.5|GT 15.8 -90.2|" +
  "GW 11.8 -15.2|GY 5.0 -59.0|HK 22.4 114.1|HN 15.2 -86.2|HR 45.4 16.0|HT 19.0 -72.3|HU 47.2 19.5|ID -6.5 108.0|IE 53.2 -7.8|IL 31.8 34.9|" +
  "IM 54.2 -4.5|IN 21.0 78.7|IQ 33.2 43.7|IR 33.5 52.0|IS 64.3 -20.5|IT 42.8 12.6|JE 49.2 -2.1|JM 18.1 -77.3|JO 31.8 36.0|JP 35.7 138.3|" +
  "KE -0.5 37.5|KG 41.2 74.8|KH 12.6 105.0|KI 1.4 173.0|KM -11.9 43.9|KN 17.3 -62.7|KP 40.0 127.0|KR 36.5 127.8|KW 29.3 47.8|KY 19.3 -81.3|" +
  "KZ 48.0 68.0|LA 19.0 102.5|LB 33.9 35.9|LC 13.9 -61.0|LI 47.2 9.6|LK 7.5 80.7|LR 6.4 -9.4|LS -29.6 28.2|LT 55.2 23.9|LU 49.8 6.1|" +
  "LV 56.9 24.6|LY 32.0 15.5|MA 32.9 -6.5|MC 43.7 7.4|MD 47.2 28.5|ME 42.7 19.3|MG -19.0 46.9|MH 7.1 171.2|MK 41.6 21.7|ML 13.5 -6.5|" +
  "MM 20.5 96.0|MN 47.5 105.0|MO 22.2 113.5|MQ 14.6 -61.0|MR 18.5 -14.5|MT 35.9 14.4|MU -20.3 57.6|MV 4.2 73.5|MW -13.8 34.0|MX 20.5 -100.0|" +
  "MY 3.8 102.0|MZ -18.0 35.5|NA -22.0 17.1|NC -21.3 165.5|NE 13.8 6.0|NG 8.5 7.5|NI 12.6 -86.0|NL 52.1 5.3|NO 60.5 9.5|NP 27.9 84.1|" +
  "NR -0.5 166.9|NZ -39.5 175.5|OM 22.8 57.5|PA 8.7 -80.0|PE -11.0 -76.0|PF -17.7 -149.4|PG -6.5 146.0|PH 13.5 122.0|PK 31.0 71.5|PL 52.0 19.4|" +
  "PR 18.2 -66.4|PS 31.9 35.2|PT 39.6 -8.3|PY -25.2 -57.0|QA 25.3 51.3|RE -21.1 55.5|RO 45.9 25.0|RS 44.2 20.8|RU 55.5 40.0|RW -1.9 29.9|" +
  "SA 24.2 44.5|SB -9.5 160.0|SC -4.6 55.5|SD 15.5 32.0|SE 59.3 15.5|SG 1.4 103.8|SI 46.1 14.8|SK 48.7 19.5|SL 8.5 -11.8|SM 43.9 12.5|" +
  "SN 14.6 -15.5|SO 3.0 45.5|SR 5.6 -55.4|SS 7.3 30.3|ST 0.2 6.6|SV 13.7 -88.9|SX 18.0 -63.1|SY 34.8 37.3|SZ -26.5 31.5|TC 21.8 -72.0|" +
  "TD 12.5 16.5|TG 8.0 1.0|TH 14.8 100.8|TJ 38.6 69.5|TL -8.8 125.8|TM 38.5 58.5|TN 35.5 9.8|TO -21.2 -175.2|TR 39.2 33.5|TT 10.5 -61.3|" +
  "TV -8.5 179.2|TW 24.0 120.9|TZ -6.0 35.5|UA 49.0 31.4|UG 0.8 32.5|US 38.5 -92.5|UY -34.0 -56.0|UZ 40.8 66.5|VA 41.9 12.5|VC 13.2 -61.2|" +
  "VE 9.7 -67.5|VG 18.4 -64.6|VI 18.3 -64.9|VN 16.0 107.0|VU -16.5 168.0|WS -13.7 -172.1|XK 42.6 20.9|YE 14.5 45.0|YT -12.8 45.2|ZA -28.0 26.5|" +
  "ZM -14.0 28.0|ZW -18.5 30.0";

const PROVINCES =
  "US-AL 32.8 -86.8|US-AK 61.3 -149.5|US-AZ 33.4 -111.9|US-AR 34.9 -92.4|US-CA 35.5 -119.4|US-CO 39.5 -105.0|US-CT 41.5 -72.8|US-DE 39.4 -75.6|" +
  "US-DC 38.9 -77.0|US-FL 27.8 -81.6|US-GA 33.4 -83.9|US-HI 21.1 -157.5|US-ID 43.8 -115.1|US-IL 41.3 -88.4|US-IN 40.2 -86.3|US-IA 42.0 -93.2|" +
  "US-KS 38.5 -96.5|US-KY 37.8 -85.5|US-LA 30.7 -91.5|US-ME 44.3 -69.7|US-MD 39.1 -76.8|US-MA 42.3 -71.4|US-MI 42.9 -84.2|US-MN 45.2 -93.6|" +
  "US-MS 32.6 -89.6|US-MO 38.4 -92.1|US-MT 46.8 -111.2|US-NE 41.2 -97.4|US-NV 37.2 -116.3|US-NH 43.1 -71.4|US-NJ 40.4 -74.4|US-NM 34.6 -106.3|" +
  "US-NY 41.5 -74.6|US-NC 35.6 -79.7|US-ND 47.4 -99.3|US-OH 40.4 -82.7|US-OK 35.6 -97.0|US-OR 44.7 -122.6|US-PA 40.5 -77.1|US-RI 41.8 -71.5|" +
  "US-SC 34.0 -81.0|US-SD 44.0 -99.0|US-TN 35.8 -86.4|US-TX 30.9 -97.4|US-UT 40.4 -111.9|US-VT 44.1 -72.8|US-VA 37.8 -77.8|US-WA 47.3 -121.6|" +
  "US-WV 38.8 -80.8|US-WI 43.7 -89.0|US-WY 42.7 -107.0|CA-AB 52.2 -113.9|CA-BC 49.4 -122.6|CA-MB 49.9 -97.3|CA-NB 46.1 -66.1|CA-NL 48.1 -54.3|" +
  "CA-NS 44.9 -63.4|CA-NT 62.5 -114.4|CA-NU 64.3 -95.0|CA-ON 43.9 -79.6|CA-PE 46.3 -63.1|CA-QC 46.0 -72.7|CA-SK 51.3 -105.9|CA-YT 60.7 -135.1|" +
  "AU-ACT -35.3 149.1|AU-NSW -33.6 150.8|AU-NT -13.0 131.2|AU-QLD -26.5 152.8|AU-SA -34.8 138.6|AU-TAS -42.2 147.1|AU-VIC -37.7 144.9|AU-WA -31.9 116.0";

/** A point on the globe, in degrees. */
export type Point = { latitude: number; longitude: number };

const CENTRES = readTable(`${COUNTRIES}|${PROVINCES}`);

/** The centre of the province where it has one here, else of its country; null when the country is unknown. */
export function centreOf(countryCode: string | null, provinceCode: string | null): Point | null {
  if (countryCode === null) return null;
  const province = provinceCode === null ? undefined : CENTRES.get(`${countryCode}-${provinceCode}`);
  return province ?? CENTRES.get(countryCode) ?? null;
}

function readTable(table: string): ReadonlyMap<string, Point> {
  const centres = new Map<string, Point>();
  for (const row of table.split("|")) {
    const [code, latitude, longitude] = row.split(" ");
    centres.set(code!, { latitude: Number(latitude), longitude: Number(longitude) });
  }
  return centres;
}
