import { expect, test } from "vitest";
import {
  RIGHTS,
  roleCan,
  ROLES,
  ROLE_SENTENCE,
  ROLE_TITLE,
  type Right,
  type Role,
} from "#app/domain/people/role-can.ts";

// Written out a second time, by right instead of by role, so that a slip in the table does not pass unseen.
// Columns: owner, operations, warehouse, accounting, support, viewer.
const TABLE: Record<Right, string> = {
  open_app: "x x x x x x",
  see_all_locations: "x x - x x x",
  see_prices: "x x - x x x",
  see_personal_data: "x x x x x -",
  see_documents: "x x - x x -",
  see_stock: "x x x - x x",
  see_routing: "x x - - x -",
  see_messages: "x x - - - -",
  see_history: "x x - x x -",
  see_settings: "x x - x x x",
  see_notices: "x x - - - -",
  see_log: "x - - - - -",
  release_holds: "x x - - x -",
  decide_again: "x x - - x -",
  steer_routes: "x x - - x -",
  approve_effects: "x x - - - -",
  approve_documents: "x x - x - -",
  settle_parked: "x x - - - -",
  settle_notices: "x x - - - -",
  export_personal_data: "x x - - - -",
  import_history: "x x - - - -",
  stop_everything: "x x - - - -",
  change_settings: "x x - - - -",
  manage_people: "x - - - - -",
  refund: "x x - - x -",
  cancel: "x x - - x -",
};

test.each(RIGHTS)("who may %s is as the table says", (right) => {
  const allowed = ROLES.map((role) => (roleCan(role, right).allowed ? "x" : "-")).join(" ");
  expect(allowed).toBe(TABLE[right]);
});

test("a viewer and the people of a warehouse change nothing", () => {
  const changing = RIGHTS.filter((right) => !right.startsWith("see_") && right !== "open_app");
  for (const role of ["viewer", "warehouse"] as const) {
    expect(changing.filter((right) => roleCan(role, right).allowed)).toEqual([]);
  }
});

test("a refusal names the role, what it may not do, and who can change that", () => {
  expect(roleCan("warehouse", "see_documents")).toEqual({
    allowed: false,
    reason: "As Warehouse you may not see documents. An owner can give you another role under People.",
  });
});

test("every role has a name and says what it is for, in one sentence", () => {
  const said = ROLES.map((role: Role) => `${ROLE_TITLE[role]}: ${ROLE_SENTENCE[role]}`);
  expect(new Set(said).size).toBe(6);
  for (const sentence of said) expect(sentence).toMatch(/^[A-Z]\w+: [A-Z][^.!]+\.$/);
});
