import texts from "../locales/en.default.json";

/** Texts as a merchant reads them: the tester's own answers the key alone. */
export function translate(key: string, values: Record<string, string | number> = {}): string {
  const text = (texts as Record<string, string>)[key];
  if (text === undefined) throw new Error(`There is no text for ${key}.`);
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    if (!(name in values)) throw new Error(`${key} is not told its ${name}.`);
    return String(values[name]);
  });
}
