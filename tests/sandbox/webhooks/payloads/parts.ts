import type { Instant } from "#tests/sandbox/state/instant.ts";
import { formatMinor, type MoneyBag } from "#tests/sandbox/state/money.ts";
import type { Attribute, DiscountAllocation, Order, TaxLine } from "#tests/sandbox/state/order.ts";
import type { Json } from "#tests/sandbox/webhooks/write-json.ts";

/** An id as a bare number. */
export function idOf(id: string): bigint {
  return BigInt(id);
}

export function idOrNull(id: string | null): bigint | null {
  return id === null ? null : BigInt(id);
}

type Currencies = Pick<Order, "currency" | "presentmentCurrency">;

/** An amount in both currencies. */
export function moneySet(bag: MoneyBag, { currency, presentmentCurrency }: Currencies): Json {
  return {
    shop_money: { amount: formatMinor(bag.shopMinor, currency), currency_code: currency },
    presentment_money: {
      amount: formatMinor(bag.presentmentMinor, presentmentCurrency),
      currency_code: presentmentCurrency,
    },
  };
}

/** The shop's side of an amount, as the fields without `_set` show it. */
export function shopAmount(bag: MoneyBag, { currency }: Currencies): string {
  return formatMinor(bag.shopMinor, currency);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment in the shop's own time with its offset, "2026-11-22T22:40:00+01:00", as the platform's REST bodies write it. */
export function zoned(instant: Instant, timeZone: string): string {
  const date = new Date(instant);
  const part = new Map(
    formatOf(timeZone)
      .formatToParts(date)
      .map(({ type, value }) => [type, value]),
  );
  const text = (type: Intl.DateTimeFormatPartTypes): string => part.get(type) ?? "";
  const offset = text("timeZoneName").replace("GMT", "").padEnd(1, "+").padEnd(6, "00:00");
  return `${text("year")}-${text("month")}-${text("day")}T${text("hour")}:${text("minute")}:${text("second")}${offset}`;
}

export function zonedOrNull(instant: Instant | null, timeZone: string): string | null {
  return instant === null ? null : zoned(instant, timeZone);
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "longOffset",
  });
  formats.set(timeZone, format);
  return format;
}

export function taxLine(tax: TaxLine, order: Currencies): Json {
  return {
    channel_liable: tax.channelLiable,
    price: shopAmount(tax.price, order),
    price_set: moneySet(tax.price, order),
    rate: Number(tax.rate),
    title: tax.title,
  };
}

export function discountAllocation({ amount, applicationIndex }: DiscountAllocation, order: Currencies): Json {
  return {
    amount: shopAmount(amount, order),
    amount_set: moneySet(amount, order),
    discount_application_index: applicationIndex,
  };
}

export function nameAndValue({ key, value }: Attribute): Json {
  return { name: key, value };
}
