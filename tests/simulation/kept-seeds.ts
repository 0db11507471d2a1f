/** Seeds whose days once broke a law, kept when the defect was mended: they are tried before any other. */
export const keptSeeds: readonly number[] = [];
