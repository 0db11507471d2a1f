import { afterEach, expect, test, vi } from "vitest";
import { makeI18n } from "./i18n.ts";

const strings = { title: "Your order", parcel: { one: "{{ count }} parcel", other: "{{count}} parcels" } };
const { translate, formatCurrency } = makeI18n("en", "EUR", strings);

afterEach(() => void vi.restoreAllMocks());

test("a text takes its values, and the form of its number", () => {
  expect(translate("title")).toBe("Your order");
  expect(translate("parcel", { count: 1 })).toBe("1 parcel");
  expect(translate("parcel", { count: 2 })).toBe("2 parcels");
});

test("money is written in the currency of the order", () => {
  expect(formatCurrency(12.5)).toBe("€12.50");
});

test("a text that is missing is an error, with its key in its place", () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  expect(translate("parcel.carrier.name")).toBe("parcel.carrier.name");
  expect(said).toHaveBeenCalledWith("The extension has no text for parcel.carrier.name.");
});
