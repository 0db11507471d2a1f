/**
 * Money inside the sandbox is a safe integer of minor units; its currency stands on the order (or the shop). Decimal strings
 * are built only where the platform shows money. Minor units of currencies without two decimals follow ISO 4217.
 */
export type MoneyBag = { shopMinor: number; presentmentMinor: number };

const decimalsByCurrency: Record<string, number> = {
  BHD: 3,
  CLP: 0,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KRW: 0,
  KWD: 3,
  OMR: 3,
  PYG: 0,
  TND: 3,
  UGX: 0,
  VND: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
};

export const nothing: Readonly<MoneyBag> = Object.freeze({ shopMinor: 0, presentmentMinor: 0 });

export function decimalsOf(currency: string): number {
  return decimalsByCurrency[currency] ?? 2;
}

/** "12.50" for 1250 minor units of EUR, "1250" for JPY: as webhooks and REST bodies write money. */
export function formatMinor(minor: number, currency: string): string {
  const decimals = decimalsOf(currency);
  const digits = Math.abs(minor)
    .toString()
    .padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const sign = minor < 0 ? "-" : "";
  return decimals === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(digits.length - decimals)}`;
}

/** "12.5" for 1250 minor units of EUR and "10.0" for 1000: GraphQL's Decimal drops needless zeros but keeps one decimal. */
export function formatGraphqlAmount(minor: number, currency: string): string {
  const text = formatMinor(minor, currency);
  if (!text.includes(".")) return `${text}.0`;
  const trimmed = text.replace(/0+$/, "");
  return trimmed.endsWith(".") ? `${trimmed}0` : trimmed;
}

/** Minor units of a decimal text, or undefined when it is no amount or has more decimals than the currency (zeros excepted). */
export function parseAmount(text: string, currency: string): number | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return undefined;
  const decimals = decimalsOf(currency);
  const fraction = (match[3] ?? "").replace(/0+$/, "");
  if (fraction.length > decimals) return undefined;
  const minor = Number(`${match[2] ?? "0"}${fraction.padEnd(decimals, "0")}`);
  return match[1] === "-" && minor !== 0 ? -minor : minor;
}

export function addMoney(...bags: readonly MoneyBag[]): MoneyBag {
  let shopMinor = 0;
  let presentmentMinor = 0;
  for (const bag of bags) {
    shopMinor += bag.shopMinor;
    presentmentMinor += bag.presentmentMinor;
  }
  return { shopMinor, presentmentMinor };
}

export function subtractMoney(from: MoneyBag, bag: MoneyBag): MoneyBag {
  return { shopMinor: from.shopMinor - bag.shopMinor, presentmentMinor: from.presentmentMinor - bag.presentmentMinor };
}

/** Both sides times a whole number, such as a quantity. */
export function timesMoney(bag: MoneyBag, times: number): MoneyBag {
  return { shopMinor: bag.shopMinor * times, presentmentMinor: bag.presentmentMinor * times };
}

/** The share part/whole of an amount, each side rounded half away from zero to a minor unit; a whole of 0 gives nothing. */
export function shareOfMoney(bag: MoneyBag, part: number, whole: number): MoneyBag {
  if (whole === 0) return { ...nothing };
  return {
    shopMinor: shareOf(bag.shopMinor, part, whole),
    presentmentMinor: shareOf(bag.presentmentMinor, part, whole),
  };
}

function shareOf(minor: number, part: number, whole: number): number {
  const numerator = BigInt(minor) * BigInt(part) * 2n;
  const denominator = BigInt(whole);
  const positive = numerator >= 0n === denominator >= 0n;
  const magnitude = (absolute(numerator) + absolute(denominator)) / (2n * absolute(denominator));
  return Number(positive ? magnitude : -magnitude);
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}
