import { single, sizes, type ProductLine } from "./product-line.ts";

const home = { vendor: "Atelier Nord", harmonizedSystemCode: "691200", origin: "PT" };

/** The second shop: things for the home, sold from two towns in Sweden, in kronor. */
export const homeRange: readonly ProductLine[] = [
  {
    ...home,
    title: "Stoneware Plate",
    type: "Tableware",
    weightGrams: 740,
    variants: sizes("PLATE", 20900, ["Sand", "Ink", "Moss"]),
  },
  {
    ...home,
    title: "Stoneware Mug",
    type: "Tableware",
    weightGrams: 380,
    variants: sizes("CUP", 16900, ["Sand", "Ink", "Moss"]),
  },
  {
    ...home,
    title: "Linen Throw",
    type: "Textiles",
    weightGrams: 900,
    harmonizedSystemCode: "630190",
    variants: sizes("THROW", 99900, ["Oat", "Rust"], { stock: "first-only" }),
  },
  {
    ...home,
    title: "Soy Candle",
    type: "Candles",
    weightGrams: 310,
    harmonizedSystemCode: "340600",
    variants: sizes("CANDLE", 24900, ["Fig", "Sea Salt", "Cedar"]),
  },
  {
    ...home,
    title: "Oak Board",
    type: "Kitchen",
    weightGrams: 1250,
    harmonizedSystemCode: "441990",
    variants: single("BOARD", 52900, { stock: "low" }),
  },
  {
    ...home,
    title: "Bread Book",
    type: "Books",
    weightGrams: 880,
    harmonizedSystemCode: "490199",
    variants: single("BOOK-BREAD", 29900),
  },
];

const paper = { vendor: "Mesa Paper", harmonizedSystemCode: "482010", origin: "US" };

/** The third shop: stationery, sold in the United States without tax in the price. */
export const paperRange: readonly ProductLine[] = [
  {
    ...paper,
    title: "Field Notebook",
    type: "Notebooks",
    weightGrams: 140,
    variants: sizes("NOTE", 1400, ["Dot", "Grid", "Plain"]),
  },
  {
    ...paper,
    title: "Fountain Pen",
    type: "Pens",
    weightGrams: 60,
    harmonizedSystemCode: "960830",
    variants: sizes("PEN", 5800, ["Fine", "Medium"], { policy: "CONTINUE" }),
  },
  {
    ...paper,
    title: "Ink, 50 ml",
    type: "Ink",
    weightGrams: 160,
    harmonizedSystemCode: "321590",
    variants: sizes("INK", 1650, ["Juniper", "Clay"]),
  },
  {
    ...paper,
    title: "Wall Calendar",
    type: "Calendars",
    weightGrams: 320,
    harmonizedSystemCode: "491000",
    variants: single("CAL", 2400, { stock: "low" }),
  },
];
