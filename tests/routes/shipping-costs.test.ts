import { expect, test } from "vitest";
import { askRoute, signInAs } from "./sign-in-as.ts";
import { forShop } from "#tests/support/app-database.ts";
import { location } from "#tests/domain/build-order.ts";
import type { Role } from "#app/domain/people/role-can.ts";
import { loader as fileLoader } from "#app/routes/app.rate-files.$name.ts";
import type { ImportAnswer } from "#app/routes/app.shipping-costs/import-answer.ts";
import { parseQuote } from "#app/routes/app.shipping-costs/parse-quote.ts";
import { parseShippingClick } from "#app/routes/app.shipping-costs/parse-shipping-click.ts";
import { action, loader } from "#app/routes/app.shipping-costs/route.tsx";

const FILE = `service;from;zone;destinations;days;up_to_kg;price
Parcel;;1;DE;2;2;4,90
Parcel;;1;;;5;6,90
Parcel;;World;*;9;5;39,90
Letter;Lyon;1;DE;3;1;2,90
`;

async function openPage(role: Role = "owner") {
  const { shop, token } = await signInAs(role);
  const facts = location("11", { name: "Lyon" });
  await forShop(shop, (client) =>
    client.location.create({ data: { shop: BigInt(shop), id: 11n, name: facts.name, facts } }),
  );
  const click = async (fields: Record<string, string>) => {
    const body = new URLSearchParams(fields).toString();
    const answer = (await askRoute(action, token, { body })) as Response;
    return { status: answer.status, ...((await answer.json()) as ImportAnswer) } as Record<string, unknown>;
  };
  const page = async (search = "") =>
    (await askRoute(loader, token, { search })) as Awaited<ReturnType<typeof loader>> & Record<string, unknown>;
  const file = async (name: string) => {
    const answer = (await askRoute(fileLoader, token, { params: { name } })) as Response;
    return { status: answer.status, text: await answer.text() };
  };
  return { shop, click, page, file };
}

test("a shop without rates sees the estimates that hold", async () => {
  const { page } = await openPage();
  const shown = await page();
  expect(shown).toMatchObject({ version: 0, cards: [], versions: [], quote: null });
  expect(shown).toMatchObject({ estimates: { zones: { length: 7 }, steps: { length: 8 } } });
});

test("a preview counts what an import would change, and saves nothing", async () => {
  const { click, page } = await openPage();
  const counts = { version: 0, cards: 2, prices: 4, added: 4, changed: 0, removed: 0, zonesChanged: 0 };
  expect(await click({ intent: "preview", text: FILE })).toMatchObject({ status: 200, preview: counts });
  expect(await page()).toMatchObject({ version: 0, cards: [] });
});

test("an import is shown with its zones and prices, and the preview of another one tells the difference", async () => {
  const { click, page } = await openPage();
  const saved = await click({ intent: "import", text: FILE, seenVersion: "0", why: "January" });
  expect(saved).toEqual({ status: 200, said: "Rates saved" });
  const shown = await page();
  expect(shown).toMatchObject({
    version: 1,
    cards: [
      {
        service: "Parcel",
        from: null,
        isInUse: true,
        zones: [
          { name: "1", days: 2, destinations: "DE" },
          { name: "World", days: 9, destinations: "*" },
        ],
        steps: [
          { upToGrams: 2000, pricesMinor: [490, 3990] },
          { upToGrams: 5000, pricesMinor: [690, 3990] },
        ],
      },
      { service: "Letter", from: ["Lyon"] },
    ],
    versions: [{ version: 1, did: "Imported 2 rate cards", why: "January", by: "Ada" }],
  });
  const changed = FILE.replace("4,90", "5,10").replace("2,90", "0,90").replace("Parcel;;1;;;5;6,90\n", "");
  expect(await click({ intent: "preview", text: changed })).toMatchObject({
    preview: {
      version: 1,
      changed: 2,
      removed: 1,
      added: 0,
      priceChanges: [
        { service: "Parcel", from: null, zone: "1", upToGrams: 2000, beforeMinor: 490, afterMinor: 510 },
        { service: "Letter", from: ["Lyon"], beforeMinor: 290, afterMinor: 90 },
        { service: "Parcel", upToGrams: 5000, beforeMinor: 690, afterMinor: null },
      ],
    },
  });
});

test("a file with wrong lines is refused with each of them, and nothing is saved", async () => {
  const { click, page } = await openPage();
  const wrong = FILE.replace("4,90", "4,905").replace(";Lyon;", ";Atlantis;");
  for (const intent of ["preview", "import"]) {
    const answer = await click({ intent, text: wrong, seenVersion: "0", why: "" });
    expect(answer).toMatchObject({ status: 422, problem: "Nothing was saved: 2 things in the file are wrong." });
    expect(answer.lines).toMatchObject([
      { line: 2, column: "price" },
      { line: 5, column: "from" },
    ]);
  }
  expect(await click({ intent: "preview", text: '"' })).toMatchObject({ status: 422, lines: [{ column: null }] });
  expect(await page()).toMatchObject({ version: 0 });
});

test("a page that is out of date saves nothing", async () => {
  const { click } = await openPage();
  await click({ intent: "import", text: FILE, seenVersion: "0" });
  const late = await click({ intent: "import", text: FILE.replace("4,90", "5"), seenVersion: "0" });
  expect(late).toMatchObject({ status: 422, problem: expect.stringContaining("has saved version 1") as string });
});

test("the export of what holds imports as the same", async () => {
  const { click, file } = await openPage();
  await click({ intent: "import", text: FILE, seenVersion: "0" });
  const { status, text } = await file("1");
  expect([status, text.split("\r\n")[0]]).toEqual([200, "service,from,zone,destinations,days,up_to_kg,price_eur"]);
  expect(await click({ intent: "preview", text })).toMatchObject({
    preview: { prices: 4, added: 0, changed: 0, removed: 0, zonesChanged: 0 },
  });
});

test("the template can be imported as it is, and what is no version is not there", async () => {
  const { click, file } = await openPage();
  const { text } = await file("template");
  expect(await click({ intent: "preview", text })).toMatchObject({ status: 200, preview: { cards: 2 } });
  for (const name of ["0", "2", "-1", "x", "99999999999"]) expect((await file(name)).status).toBe(404);
});

test("a card is removed, and an earlier version returned to", async () => {
  const { click, page } = await openPage();
  await click({ intent: "import", text: FILE, seenVersion: "0" });
  const { cards } = await page();
  const removed = await click({ intent: "remove_card", subject: cards[0]!.key, seenVersion: "1" });
  expect(removed).toEqual({ status: 200, said: "Rate card removed" });
  expect((await page()).cards.map(({ service }) => service)).toEqual(["Letter"]);
  expect(await click({ intent: "return_to", subject: "1", seenVersion: "2" })).toMatchObject({
    said: "Rates restored",
  });
  expect((await page()).cards).toHaveLength(2);
});

test("the calculator asks the code that routes are decided by", async () => {
  const { click, page } = await openPage();
  const asked = "?location=11&country=de&zip=80331&kg=0,8";
  expect((await page(asked)).quote).toMatchObject({ chosen: [{ carrier: null, parcels: 1 }], offers: [] });
  await click({ intent: "import", text: FILE, seenVersion: "0" });
  expect((await page(asked)).quote).toMatchObject({
    chosen: [{ carrier: { service: "Letter", zone: "1" }, priceMinor: 290, days: 3, parcels: 1 }],
    offers: [{ carrier: { service: "Parcel" } }, { carrier: { service: "Letter" } }],
  });
  expect((await page("?location=12&country=DE&kg=1")).quote).toMatchObject({
    problem: "This location is not known any more. Reload the page.",
  });
  expect((await page("?location=11&country=XX&kg=1")).quote).toMatchObject({
    problem: "“XX” is no country. Write its two letters, such as DE.",
  });
});

test("a card in a currency that the shop had before is said to hold for nothing", async () => {
  const { shop, click, page } = await openPage();
  await click({ intent: "import", text: FILE, seenVersion: "0" });
  await forShop(shop, (client) => client.shop.update({ where: { id: BigInt(shop) }, data: { currency: "USD" } }));
  expect((await page("?location=11&country=DE&kg=1")).cards[0]).toMatchObject({ isInUse: false, currency: "EUR" });
});

test("who may only see the settings sees the costs and changes none", async () => {
  const { click, page } = await openPage("viewer");
  expect(await page()).toMatchObject({ version: 0 });
  expect(await click({ intent: "import", text: FILE, seenVersion: "0" })).toMatchObject({ status: 403 });
});

test.each<Record<string, string>>([
  { intent: "burn" },
  { intent: "import", text: FILE },
  { intent: "return_to", subject: "x", seenVersion: "1" },
  { intent: "preview", text: "x".repeat(200_001) },
])("a click that says %j is none", async (fields) => {
  const request = (body: string, type: string) =>
    new Request("https://switchyard.example", { method: "POST", body, headers: { "Content-Type": type } });
  const form = new URLSearchParams(fields).toString();
  const posts = [
    request(form, "application/x-www-form-urlencoded"),
    request(JSON.stringify(fields), "application/json"),
  ];
  for (const post of posts) expect((await parseShippingClick(post)).success).toBe(false);
  expect((await parseShippingClick(request("{", "application/json"))).success).toBe(false);
});

test.each([
  ["location=1&country=DE&kg=0", { kg: "Enter a weight of up to 1,000 kg." }],
  ["location=1&country=DE&kg=", { kg: "Enter a weight, such as 2.5." }],
  ["location=1&country=Germany&kg=1", { country: "Enter the two letters of a country, such as DE." }],
])("the calculator says beside the field what is wrong with %s", (search, fields) => {
  expect(parseQuote(new URLSearchParams(search))).toEqual({ fields });
});
