import type { OrderAct } from "#tests/sandbox/merchant/follow-ups.ts";
import type { Oddity } from "#tests/sandbox/merchant/oddities.ts";
import { pageData } from "#tests/sandbox/admin/browser/shell/page-data.ts";
import { requestJson } from "#tests/sandbox/admin/browser/shell/request-json.ts";

export type { OrderAct };

/** What the panel asks of the sandbox's process. */

export type Offer = { variantId: string; title: string; price: string; available: number };
export type Choice = { value: string; text: string };
export type Catalog = { offers: Offer[]; customers: Choice[]; countries: Choice[] };

export const payments = [
  { value: "paid", text: "Paid" },
  { value: "authorized", text: "Authorised, not captured" },
  { value: "pending", text: "Bank transfer, not paid yet" },
] as const;

export type OrderRequest = {
  lines: { variantId: string; quantity: number }[];
  countryCode: string | undefined;
  customerId: string | undefined;
  payment: (typeof payments)[number]["value"];
  oddities: Oddity[];
};

export type RecentOrder = {
  id: string;
  name: string;
  customer: string;
  total: string;
  financialStatus: string;
  fulfillmentStatus: string;
  /** What shopper, staff and carrier may do to it now. */
  acts: OrderAct[];
};

export type Pace = "paused" | "slow" | "fast";

/** Shares in per cent; delay in seconds. What is lost is never sent again. */
export type DeliveryFaults = { duplicates: number; disorder: number; delaySeconds: number; loss: number };

export type Happening = {
  sequence: number;
  at: string;
  kind: "order" | "call" | "webhook" | "effect";
  text: string;
  status: string;
  isProblem: boolean;
};

const base = `/__stand-in/sandbox/panel/${pageData.shop}`;

export const calls = {
  catalog: () => requestJson<Catalog>(`${base}/catalog`),
  placeOrder: (order: OrderRequest) => requestJson<{ name: string }>(`${base}/orders`, order),
  placeBurst: (count: number) => requestJson<{ placed: number }>(`${base}/burst`, { count }),
  recentOrders: () => requestJson<RecentOrder[]>(`${base}/orders`),
  act: (orderId: string, act: OrderAct) => requestJson<{ text: string }>(`${base}/orders/${orderId}/${act}`, {}),
  pace: () => requestJson<{ pace: Pace }>(`${base}/pace`),
  setPace: (pace: Pace) => requestJson<{ pace: Pace }>(`${base}/pace`, { pace }),
  faults: () => requestJson<DeliveryFaults>(`${base}/faults`),
  setFaults: (faults: DeliveryFaults) => requestJson<DeliveryFaults>(`${base}/faults`, faults),
  happenings: (after: number) => requestJson<Happening[]>(`${base}/happenings?after=${after}`),
};
