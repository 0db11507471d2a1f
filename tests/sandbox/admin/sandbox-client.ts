import { z } from "zod";
import { orderDetail, type OrderDetail } from "./order-detail.ts";

const staffSummary = z.object({
  /** Decimal id, the subject of their id tokens. */
  id: z.string(),
  name: z.string(),
  isShopOwner: z.boolean(),
});
export type StaffSummary = z.infer<typeof staffSummary>;

/** A shop as the admin needs it: who it is, and what the app may do there. */
const shopSummary = z.object({
  /** Decimal id. */
  id: z.string(),
  domain: z.string(),
  name: z.string(),
  isInstalled: z.boolean(),
  scopes: z.array(z.string()),
  staff: z.array(staffSummary),
});
export type ShopSummary = z.infer<typeof shopSummary>;

const offer = z.object({ variantId: z.string(), title: z.string(), price: z.string(), available: z.number() });
const choice = z.object({ value: z.string(), text: z.string() });
const catalog = z.object({ offers: z.array(offer), customers: z.array(choice), countries: z.array(choice) });
export type ShopCatalog = z.infer<typeof catalog>;

const order = z.object({
  id: z.string(),
  name: z.string(),
  customer: z.string(),
  total: z.string(),
  financialStatus: z.string(),
  fulfillmentStatus: z.string(),
});
export type ShopOrder = z.infer<typeof order>;

const wholeOrder = z.object({ order: orderDetail.nullable() });

const problem = z.object({ error: z.string() });

export type SandboxClient = {
  shops(): Promise<ShopSummary[]>;
  catalog(shop: string): Promise<ShopCatalog>;
  /** The latest ones. */
  orders(shop: string): Promise<ShopOrder[]>;
  /** One order, whole; undefined when the shop has none of that id. */
  order(shop: string, id: string): Promise<OrderDetail | undefined>;
  /** The merchant agrees: the app gets its token when it is first opened. */
  install(shop: string, scopes: string[]): Promise<void>;
  uninstall(shop: string): Promise<void>;
  changeScopes(shop: string, grant: string[], revoke: string[]): Promise<void>;
  setPace(shop: string, pace: "paused" | "slow" | "fast"): Promise<void>;
  /** Hands a request of the page's scripts to the sandbox's process, and its answer back. */
  forward(path: string, method: string, body: string): Promise<{ status: number; body: string }>;
};

/** The sandbox's process over HTTP. Its refusals come as errors with its sentence. */
export function connectSandbox(url: string): SandboxClient {
  const forward: SandboxClient["forward"] = async (path, method, body) => {
    const headers = { "content-type": "application/json" };
    const send = () => fetch(new URL(path, url), { method, headers, ...(method === "GET" ? {} : { body }) });
    // A connection that broke is worth another try where asking twice does nothing twice.
    const answer = await (method === "GET" ? send().catch(send) : send());
    return { status: answer.status, body: await answer.text() };
  };
  const get = async (path: string): Promise<unknown> => read(await forward(`/panel/${path}`, "GET", ""));
  const post = async (path: string, body: object): Promise<void> =>
    void read(await forward(`/panel/${path}`, "POST", JSON.stringify(body)));
  return {
    shops: async () => z.array(shopSummary).parse(await get("shops")),
    catalog: async (shop) => catalog.parse(await get(`${shop}/catalog`)),
    orders: async (shop) => z.array(order).parse(await get(`${shop}/orders`)),
    order: async (shop, id) => {
      const { order: found } = wholeOrder.parse(await get(`${shop}/orders/${id}`));
      return found ?? undefined;
    },
    install: (shop, scopes) => post(`${shop}/install`, { scopes }),
    uninstall: (shop) => post(`${shop}/uninstall`, {}),
    changeScopes: (shop, grant, revoke) => post(`${shop}/scopes`, { grant, revoke }),
    setPace: (shop, pace) => post(`${shop}/pace`, { pace }),
    forward,
  };
}

function read({ status, body }: { status: number; body: string }): unknown {
  const value: unknown = JSON.parse(body);
  if (status < 300) return value;
  throw new Error(problem.safeParse(value).data?.error ?? `The sandbox answered ${status}.`);
}
