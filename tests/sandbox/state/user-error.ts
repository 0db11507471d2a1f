/** What a mutation answers when it refuses. The platform leaves `code` null for about half of them. */
export type UserError = { field: string[] | null; message: string; code: string | null };

/** The result of an act: done, or refused with the reasons in the platform's words. */
export type Outcome<T> = { isDone: true; value: T } | { isDone: false; errors: UserError[] };

export function done<T>(value: T): Outcome<T> {
  return { isDone: true, value };
}

export function refused<T>(message: string, field: string[] | null = null, code: string | null = null): Outcome<T> {
  return { isDone: false, errors: [{ field, message, code }] };
}
