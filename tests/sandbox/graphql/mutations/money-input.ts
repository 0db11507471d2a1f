import { exchangeOf } from "#tests/sandbox/commerce/place-order.ts";
import { bagOfPresentment, bagOfShop } from "#tests/sandbox/commerce/pricing/exchange.ts";
import { parseAmount, type MoneyBag } from "#tests/sandbox/state/money.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";

export type MoneyBagInput = {
  shopMoney: { amount: string; currencyCode: string };
  presentmentMoney?: { amount: string; currencyCode: string } | null;
};

/** An amount in one of the order's two currencies, in both; undefined when it is no amount or of neither currency. */
export function moneyOfOrder(shop: Shop, order: Order, amount: string, currency: string): MoneyBag | undefined {
  const minor = parseAmount(amount, currency);
  if (minor === undefined) return undefined;
  if (order.currency === order.presentmentCurrency) {
    return currency === order.currency ? { shopMinor: minor, presentmentMinor: minor } : undefined;
  }
  const exchange = exchangeOf(shop, order.presentmentCurrency);
  if (currency === order.presentmentCurrency) return bagOfPresentment(exchange, minor);
  return currency === order.currency ? bagOfShop(exchange, minor) : undefined;
}

/** Both sides as given; without a presentment side, the buyer saw what the shop counts. */
export function bagFromInput(input: MoneyBagInput | null | undefined): MoneyBag | undefined {
  if (!input) return undefined;
  const shopMinor = parseAmount(input.shopMoney.amount, input.shopMoney.currencyCode);
  const shown = input.presentmentMoney ?? input.shopMoney;
  const presentmentMinor = parseAmount(shown.amount, shown.currencyCode);
  return shopMinor === undefined || presentmentMinor === undefined ? undefined : { shopMinor, presentmentMinor };
}
