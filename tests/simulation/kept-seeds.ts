/**
 * Seeds whose days once broke a law, kept when the defect was mended: they are tried before any other. What a seed's day is
 * follows from how days are drawn: when that changes, those that were kept are other days, and are taken out.
 */
export const keptSeeds: readonly number[] = [];
