/** "PARTIALLY_PAID" as the admin writes it. */
export function statusWords(status: string): string {
  const lower = status.toLowerCase().replaceAll("_", " ");
  return lower.charAt(0).toUpperCase() + lower.slice(1);
}

/** How a status is coloured, in both the admin and the panel. */
export function statusTone(status: string): "good" | "attention" | "bad" | "" {
  if (["PAID", "FULFILLED", "CLOSED", "SUCCESS", "DELIVERED"].includes(status)) return "good";
  if (["UNFULFILLED", "PENDING", "ON_HOLD", "AUTHORIZED"].includes(status)) return "attention";
  return ["FAILURE", "ERROR", "EXPIRED"].includes(status) ? "bad" : "";
}

/** A moment as people write it, in the shop's language: "23 Nov 2026, 14:05". */
export function timeWords(at: string): string {
  return new Date(at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
}
