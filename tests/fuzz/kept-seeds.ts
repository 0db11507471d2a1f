/**
 * Cases that once broke a law, tried again in every run. A failure prints the line to add here: the law's name, the seed
 * and, where it has one, the path of the smallest case.
 */
export const keptSeeds: readonly { law: string; seed: number; path?: string }[] = [];
