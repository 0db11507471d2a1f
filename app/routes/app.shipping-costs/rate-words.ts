/** "500 g", "2.5 kg". */
export function sayWeight(grams: number): string {
  return grams < 1000 ? `${grams} g` : `${grams / 1000} kg`;
}

/** A zone that is only numbered is called one. */
export function sayZone(name: string): string {
  return /^\d/.test(name) ? `zone ${name}` : name;
}
