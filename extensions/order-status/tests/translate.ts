import texts from "../locales/en.default.json";

type Texts = { [key: string]: string | Texts };

/** Texts as a buyer reads them: the tester's own answers the key alone. */
export function translate(key: string, values: Record<string, string | number> = {}): string {
  const text = key.split(".").reduce<string | Texts | undefined>(readKey, texts);
  if (typeof text !== "string") throw new Error(`There is no text for ${key}.`);
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    if (!(name in values)) throw new Error(`${key} is not told its ${name}.`);
    return String(values[name]);
  });
}

function readKey(texts: string | Texts | undefined, key: string): string | Texts | undefined {
  return typeof texts === "object" ? texts[key] : undefined;
}
