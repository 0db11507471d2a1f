/** What the page's address says of the log: whose entries, and of which kind. Null: all. */
export type LogAddress = { person: string | null; kind: string | null };

/** The address of the log's page of entries before one; of the newest without. */
export function logAddress({ person, kind }: LogAddress, beforeId?: string): string {
  const parameters = new URLSearchParams();
  if (person !== null) parameters.set("person", person);
  if (kind !== null) parameters.set("kind", kind);
  if (beforeId !== undefined) parameters.set("before", beforeId);
  return parameters.size === 0 ? "/app/log" : `/app/log?${parameters}`;
}
