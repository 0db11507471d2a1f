/** What is known of an effect at Shopify, for its sentence. */
export type ActionFacts = { kind: string; locationName: string | null; notes: string | null };

/** An effect at Shopify as a wish: "Move the rest to Lyon". */
export function actionWish({ kind, locationName, notes }: ActionFacts): string {
  switch (kind) {
    case "hold":
      return notes ? `Place on hold: ${notes}` : "Place on hold";
    case "release_hold":
      return "Lift our hold";
    case "move":
      return `Move to ${locationName ?? "another location"}`;
    case "split":
      return "Split into two parcels";
    case "issue":
      return "Issue the document";
    default:
      return kind.replaceAll("_", " ");
  }
}

const doneByKind: Readonly<Record<string, [one: string, many: string]>> = {
  hold: ["hold placed", "holds placed"],
  release_hold: ["hold lifted", "holds lifted"],
  move: ["order moved", "orders moved"],
  split: ["order split", "orders split"],
};

/** Effects that went out, as a count of their own: "holds placed". */
export function actionDone(kind: string, count: number): string {
  const words = doneByKind[kind];
  if (!words) return kind.replaceAll("_", " ");
  return count === 1 ? words[0] : words[1];
}
