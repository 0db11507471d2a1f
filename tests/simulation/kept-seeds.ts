/** Seeds whose days once broke a law, kept when the defect was mended: they are tried before any other. */
export const keptSeeds: readonly number[] = [
  // A sender's message stayed under way for ever when its capability was stopped; a credit note was owed after a reinstallation.
  14,
  // Goods that an order gave back with its claims at other levels served nobody who waited for them.
  114,
];
