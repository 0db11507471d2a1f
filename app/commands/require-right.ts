import type { Person } from "#app/domain/people/person.ts";
import { roleCan, type Right } from "#app/domain/people/role-can.ts";

/** What somebody asked for is not theirs to see or do. The message is the sentence for them; pages answer it with 403. */
export class NotAllowed extends Error {}

/**
 * Every command begins with it, whatever page called it.
 *
 * @throws NotAllowed with the reason.
 */
export function requireRight(by: Pick<Person, "role">, right: Right): void {
  const permission = roleCan(by.role, right);
  if (!permission.allowed) throw new NotAllowed(permission.reason);
}
