import type { Strings } from "#tests/sandbox/admin/extensions/frame-data.ts";

type Values = Record<string, string | number>;

/** Texts, numbers and dates in the language of the page: https://shopify.dev/docs/apps/build/customer-accounts/localized-extensions. */
export function makeI18n(locale: string, currency: string, strings: Strings) {
  const plurals = new Intl.PluralRules(locale);
  return {
    translate(key: string, values: Values = {}): string {
      const found = key.split(".").reduce<Strings | string | undefined>(
        (at, part) => (typeof at === "object" ? at[part] : undefined), // prettier-ignore
        strings,
      );
      const text = typeof found === "object" ? pluralOf(found, plurals, values) : found;
      // As on the platform the key stands in for a text that is missing; here it is also said aloud.
      if (text === undefined) console.error(`The extension has no text for ${key}.`);
      return (text ?? key).replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => String(values[name] ?? whole));
    },
    formatNumber: (number: number | bigint, options?: Intl.NumberFormatOptions) =>
      new Intl.NumberFormat(locale, options).format(number),
    formatCurrency: (number: number | bigint, options?: Intl.NumberFormatOptions) =>
      new Intl.NumberFormat(locale, { style: "currency", currency, ...options }).format(number),
    formatDate: (date: Date, options?: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(locale, options).format(date),
  };
}

function pluralOf(forms: Strings, plurals: Intl.PluralRules, { count }: Values): string | undefined {
  const form = forms[plurals.select(Number(count))] ?? forms.other;
  return typeof form === "string" ? form : undefined;
}
