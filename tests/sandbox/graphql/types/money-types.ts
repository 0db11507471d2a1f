import { formatGraphqlAmount } from "#tests/sandbox/state/money.ts";
import type { TypeResolvers } from "#tests/sandbox/graphql/request-context.ts";
import type { BagSource, MoneySource, TaxLineSource } from "#tests/sandbox/graphql/sources.ts";
import { bagOf } from "#tests/sandbox/graphql/sources.ts";

export const moneyBag: TypeResolvers = {
  fields: {
    shopMoney: ({ bag, order }: BagSource): MoneySource => ({ minor: bag.shopMinor, currency: order.currency }),
    presentmentMoney: ({ bag, order }: BagSource): MoneySource => ({
      minor: bag.presentmentMinor,
      currency: order.presentmentCurrency,
    }),
  },
};

export const moneyV2: TypeResolvers = {
  fields: {
    amount: ({ minor, currency }: MoneySource) => formatGraphqlAmount(minor, currency),
    currencyCode: ({ currency }: MoneySource) => currency,
  },
};

export const taxLine: TypeResolvers = {
  fields: {
    title: ({ taxLine: { title } }: TaxLineSource) => title,
    rate: ({ taxLine: { rate } }: TaxLineSource) => Number(rate),
    ratePercentage: ({ taxLine: { rate } }: TaxLineSource) => Number((Number(rate) * 100).toFixed(6)),
    channelLiable: ({ taxLine: { channelLiable } }: TaxLineSource) => channelLiable,
    source: () => "Shopify",
    priceSet: ({ order, taxLine: { price } }: TaxLineSource) => bagOf(order, price),
  },
};

const percentage = { fields: { percentage: (source: { percentage: number }) => source.percentage } };

export const pricingPercentageValue: TypeResolvers = percentage;
