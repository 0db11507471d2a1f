import type { Answer, Ask } from "./ask.ts";
import { askAs, formOf } from "./judge.ts";
import type { Matrix } from "./open-matrix.ts";
import { plans } from "./plans.ts";
import { NOT_OF_STAFF, type StaffRole } from "./role-expectations.ts";
import type { Route } from "./route-table.ts";
import { readStaff, type Staff } from "./staff.ts";

export type RoleCase = { title: string; route: Route; ask: (matrix: Matrix, staff: Staff) => Ask };

/** Pages of one order are asked for one that the warehouse's people see too. */
const OF_ORDER: Readonly<Record<string, (orderId: string) => string>> = {
  "routes/app.orders.$orderId": (orderId) => `/app/orders/${orderId}`,
  "routes/app.orders.$orderId_.certificate": (orderId) => `/app/orders/${orderId}/certificate`,
  "routes/api.admin-order": (orderId) => `/api/admin-order?order=${orderId}`,
};

/** One question for each route and verb, and for an action each thing it can be asked to do. */
export function roleCasesOf(routes: readonly Route[]): RoleCase[] {
  return routes.flatMap((route) => {
    const plan = plans[route.id];
    if (!plan || NOT_OF_STAFF.includes(route.id)) return [];
    const read: RoleCase = {
      title: `${route.id} GET`,
      route,
      ask: ({ here }, { bought }) => ({ path: OF_ORDER[route.id]?.(bought.orderId) ?? plan.at(here) }),
    };
    const clicks = Object.entries(plan.action ?? {}).map(([intent, [probe]]): RoleCase => ({
      title: `${route.id} POST ${intent}`,
      route,
      ask: ({ here }) => ({ ...probe!.ask(here, here), method: "POST" }),
    }));
    return route.hasLoader ? [read, ...clicks] : clicks;
  });
}

let known: Promise<Staff> | undefined;

/** The people of the asker's shop; planted when they are first asked for. */
export function staffOf(matrix: Matrix): Promise<Staff> {
  return (known ??= readStaff(matrix));
}

/** Asks a question as the person of a role. */
export async function askIn(matrix: Matrix, role: StaffRole | "owner", { route, ask }: RoleCase): Promise<Answer> {
  const staff = await staffOf(matrix);
  const { owner, here } = matrix;
  // Effects that were answered before wait again: nobody is refused for coming too late.
  await owner.query("UPDATE outbox_messages SET state = 'suggested' WHERE shop = $1 AND id = ANY($2)", [
    here.shop,
    here.effectIds,
  ]);
  return askAs(matrix, { domain: here.domain, staffId: staff.idByRole[role] }, ask(matrix, staff), formOf(route));
}
