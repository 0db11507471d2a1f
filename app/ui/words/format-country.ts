const names = new Intl.DisplayNames("en", { type: "region", fallback: "code" });

/** "France" for "FR"; the code itself where it is none that is known. */
export function countryName(code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
