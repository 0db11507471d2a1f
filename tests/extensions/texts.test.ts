import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SHOPPER_HEADLINES, SHOPPER_STATES } from "#app/domain/orders/shopper-progress.ts";
import { shopperOrder } from "#app/contracts/shopper-order.ts";
import { extensionSources, listExtensions } from "#tests/extensions/build-extensions.ts";

type Texts = { [key: string]: string | Texts };

async function readTexts(handle: string, file: string): Promise<Map<string, string>> {
  const texts = JSON.parse(await readFile(join(extensionSources, handle, "locales", file), "utf8")) as Texts;
  return new Map(flatten(texts, ""));
}

function flatten(texts: Texts, prefix: string): [string, string][] {
  return Object.entries(texts).flatMap(([key, text]): [string, string][] =>
    typeof text === "string" ? [[prefix + key, text]] : flatten(text, `${prefix}${key}.`),
  );
}

const valuesIn = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
const handles = await listExtensions();

test.each(handles)("every language of %s says the same things with the same values", async (handle) => {
  const files = await readdir(join(extensionSources, handle, "locales"));
  expect(files).toContain("en.default.json");
  const english = await readTexts(handle, "en.default.json");
  for (const file of files) {
    const texts = await readTexts(handle, file);
    expect([...texts.keys()], file).toEqual([...english.keys()]);
    for (const [key, text] of texts) expect(valuesIn(text), `${key} in ${file}`).toEqual(valuesIn(english.get(key)!));
  }
});

test("there is a text for every state that the app may answer a buyer with", async () => {
  const texts = await readTexts("order-status", "en.default.json");
  const parcelStates = shopperOrder.shape.parcels.element.shape.state.options;
  const wanted = [
    ...SHOPPER_STATES.map((state) => `part.${state}`),
    ...SHOPPER_HEADLINES.map((headline) => `headline.${headline}`),
    ...parcelStates.map((state) => `event.${state}`),
    "part.preparing_at",
    "part.scheduled_on",
    ...["packed", "shipped", "delivered", "not_delivered"].map((state) => `part.${state}_in`),
  ];
  expect(wanted.filter((key) => !texts.has(key))).toEqual([]);
});

test("no text for buyers speaks of suspicion", async () => {
  for (const file of ["en.default.json", "de.json"]) {
    const texts = await readTexts("order-status", file);
    expect([...texts.values()].join(" ")).not.toMatch(/fraud|risk|suspic|betrug|risiko|verdacht/i);
  }
});
